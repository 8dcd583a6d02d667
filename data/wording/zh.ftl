# complete
# 产品对旅客说的每一句话，简体中文。
# 变量传入时已排好格式并做了隔离；其余说明见 data/wording/README.md。

## Talk

greeting_disclosure = 您好，我是 Hamsafar 的智能客服（自动应答）。我可以帮您查订单、算退款、解答疑问；需要人工时，随时一键即可转接。
greet = 您好！您的行程有什么需要我帮忙的吗？
goodbye = 再见，祝您一路顺风。
thank = 不客气。还有什么可以帮您的吗？
bot_challenge = 我是机器，一个自动应答的智能客服。您随时可以让我把人工客服请进来。
capabilities = 我可以帮您查看订单、查询班次是否准点、试算并申请退款、查询退款进度、核查付款，也能解答行李、值机、签证等问题。其他事情，我会转交给同事处理。
go_on = 好的，我们继续。
ask_wish = 请问您需要办理什么？
anything_else = 还有什么可以帮您的吗？
compliment_thanks = 谢谢您，您太客气了。我会把您的夸奖转告团队。
task_cancelled = 好的，已经停下，什么都没有改动。接下来您想办什么？
ask_rephrase = 抱歉，我不太确定您的意思。可以换个说法，或者从下面选一项吗？
offer_choices = 很抱歉，我还是没明白您的意思。您要办的是下面哪一项吗？
out_of_scope = 我只能协助处理在我们这里预订的行程。下面有您需要的吗？
not_understood_person = 很抱歉，这件事我自己处理不了，我的同事会来帮您。
language_changed = 好的，接下来我们用中文交流。
language_choose = 您想使用哪种语言？
language_other = 您的消息我看得懂，不过我会用中文回答。如果您愿意，也可以请同事来帮您。

## Who, and which booking

ask_booking_reference = 请告诉我您的订单号。它由六位字母和数字组成，写在预订确认单的最上方。
ask_last_name = 请再告诉我这个订单里任意一位乘客的姓氏。
code_sent = 如果这些信息与某个订单相符，我们刚刚已向该订单预留的手机或邮箱发送了六位验证码。请在这里输入验证码，10 分钟内有效。
code_still_needed = 要继续办理，还需要您输入发送到订单预留联系方式的六位验证码。
code_wrong = 验证码不正确，您还可以再试 { $left } 次。
code_spent = 验证码输错次数过多，已经失效。我可以再发一个新的。
code_expired = 验证码已过期。我可以再发一个新的。
code_trouble = 验证码没能发出：我们的系统暂时没有响应。请过几分钟再试，或者由同事来帮您。
code_limit = 您刚才请求验证码的次数过多。请等几分钟再试，或者请同事来帮您。
proof_thanks = 谢谢，验证通过。
card_redacted = 您输入的卡号我已经隐藏。请不要在这里发送银行卡信息：退款一律退回原付款卡。

## Bookings

booking_state = 订单 { $reference }（乘客：{ $passengers }）：{ $state }。
booking_confirmed = 已确认
booking_pending_ticket = 已付款，尚未出票
booking_partly_cancelled = 已取消一部分
booking_cancelled = 已取消
leg_scheduled = { $kind } { $number }，{ $from } 至 { $to }：{ $departs } 出发，{ $arrives } 到达，目前准点。
leg_moved = { $kind } { $number }，{ $from } 至 { $to }，时间有变动：改为 { $departs } 出发（原定 { $was }），{ $arrives } 到达。
leg_cancelled = { $kind } { $number }，{ $from } 至 { $to }，{ $departs } 出发的这一班已被承运方取消。
leg_hotel = { $city } { $hotel }：{ $from } 入住，{ $to } 退房。
kind_flight = 航班
kind_train = 列车
kind_bus = 大巴
kind_hotel = 酒店
no_leg_ahead = 订单 { $reference } 里没有尚未开始的行程：所有行程都已开始或已结束。
flight_status_source = 以上是承运方目前通知我们预订系统的信息。登机口或站台请以机场、车站的屏幕显示为准。
cancelled_by_carrier_offer = 因为是承运方取消，票款应全额退还给您。需要我现在为您计算退款吗？
booking_gone = 我现在找不到这个订单了，也不想随便猜测。我的同事会来核查。
bookings_unavailable = 我暂时连不上预订系统，所以没有做任何改动。我的同事会接手处理。

## Refunds

ask_refund_part = 您想取消哪一部分？
refund_whole_booking = 整个订单
refund_quoted = { $what }：您已支付 { $paid }。现在取消可退 { $refund }，扣除 { $penalty }。适用规则：{ $rule } 款项将退回付款卡 { $card }。此报价保留至 { $until }。需要我现在取消并申请退款吗？
refund_amount = { $what }：您已支付 { $paid }。如果现在取消，可退 { $refund }，扣除 { $penalty }。适用规则：{ $rule } 款项退回付款卡 { $card }。此金额在 { $until } 之前有效。目前没有取消任何内容。
refund_quoted_full = { $what }：可全额退还 { $refund }。适用规则：{ $rule } 款项将退回付款卡 { $card }。此报价保留至 { $until }。需要我现在取消并申请退款吗？
refund_quoted_nothing = { $what }：您已支付 { $paid }，但按照规则无法退回任何款项。适用规则：{ $rule } 您仍然要取消吗？
consent_unclear = 这件事涉及钱款，需要您给我一个明确的答复。
refund_quote_expired = 刚才的报价已过期，这是新的报价。
refund_requested = 办好了：订单 { $reference } 的取消和 { $amount } 的退款均已提交申请。款项将退回付款卡 { $card }，预计不晚于 { $expected } 到账。
refund_awaiting_approval = 您的 { $amount } 退款已登记。由于金额较大，需要我们这边另一位同事审批；批准后款项会退回付款卡 { $card }。
refund_being_processed = 您的 { $amount } 退款正在处理中。我还没有收到确认，一有结果就在这里告诉您。请不要重复申请，这笔退款不会丢。
refund_not_started = 退款没能发起，也没有做任何改动。我的同事会和您一起办理。
refund_kept = 好的，订单 { $reference } 保持不变，没有取消任何内容。
refund_nothing_open = 订单 { $reference } 里已经没有我可以办理退款的项目了。
refund_already_requested = 这笔退款之前已经申请过，只会退一次：
refund_none = 订单 { $reference } 还没有申请过退款。
refund_state = { $asked } 申请的退款 { $amount }：{ $state }。款项退回付款卡 { $card }，预计不晚于 { $expected } 到账。
refund_state_undated = { $asked } 申请的退款 { $amount }：{ $state }。款项退回付款卡 { $card }。
refund_paid = { $asked } 申请的退款 { $amount }：已于 { $paid } 退到付款卡 { $card }。
refund_is_requested = 已提交申请
refund_is_awaiting_approval = 等待另一位同事审批
refund_is_sent = 已提交银行
refund_is_paid = 已退款
refund_is_refused = 未通过，同事正在核查
refund_is_unknown = 处理中，尚未确认
refund_confirmed_later = 您的 { $amount } 退款现已确认。款项将退回付款卡 { $card }，预计不晚于 { $expected } 到账。

## Payments

payment_taken_twice = 您说得对：{ $taken }，付款卡 { $card } 被重复扣了 { $amount }。我现在就建立工单，请同事把多扣的那一笔退还给您。
payment_without_ticket = 您用付款卡 { $card } 支付的 { $amount } 已于 { $taken } 收到，但还没有出票。我现在就建立工单，由同事为您出票或退款。
payment_in_order = 您用付款卡 { $card } 支付的 { $amount } 已于 { $taken } 收到，票也已出好，一切正常。
trouble_payment_taken_twice = 重复扣款
trouble_payment_without_ticket = 已付款未出票
payment_none = 这个订单里没有查到付款记录。

## Matters for a person

matter_complaint = 发生这样的事，非常抱歉。我会把您的投诉记录下来，由同事给您答复。
matter_suggestion = 谢谢您为我们出主意，我会把您的建议转达上去。
matter_site_problem = 网站给您添麻烦了，很抱歉。我会转告技术人员。
matter_trip_search = 我自己不能售票或卖行程，不过我会记下您的需求，由同事给您报价。
matter_callback_request = 好的，我记下来，同事会给您回电话。
matter_message_director = 我会把您的留言原原本本转交到总经理办公室。
matter_change_booking = 我目前还不能自己办理改签和更改。我会记下您的要求；在做任何改动之前，同事会先告诉您差价。
matter_resend_itinerary = 我目前还不能自己发送行程单等文件。同事会重新发到您订单预留的联系方式。
ask_details_complaint = 请问发生了什么事？在哪里、什么时候？
ask_details_suggestion = 请说说您的建议。
ask_details_site_problem = 您当时想做什么操作？看到了什么？
ask_details_trip_search = 您想去哪里？什么时候？一共几位？
ask_details_callback_request = 您想咨询什么事？什么时间给您打电话方便？
ask_details_message_director = 您想写些什么？
ask_details_change_booking = 您想更改日期、时间，还是姓名？请写下更改后的内容。
ask_contact = 我们在哪里答复您？可以留手机号或邮箱，也可以就在这个聊天窗口。
contact_here = 就在聊天窗口里
contact_booking = 订单预留的联系方式
case_registered = 已经登记好了。您的工单号是 { $number }，会有同事跟进处理。
case_none = 在这次对话里没有找到未办结的工单。如果您有工单号，同事可以帮您查。
case_state = 工单 { $number }（{ $opened } 登记）：{ $state }。
case_is_waiting = 等待同事受理
case_is_claimed = 同事正在处理
case_is_resolved = 已办结
case_is_closed = 已关闭

## A person takes over

emergency_first = 您遇到这样的事，我很抱歉。如果有人正处于危险之中，请立即拨打当地紧急电话：欧洲大部分国家 112，北美 911，中国 110，伊朗救护车 115。我马上为您转接人工。
assistant_unavailable_handed_over = 很抱歉，我暂时无法好好回答您。同事会接手，您写的内容他们都能看到。
handing_over_summary = 我会把这些转告给同事：{ $facts }
handed_over_position = { $position ->
    [1] 下一位就轮到您，大约需要 { $minutes } 分钟。您的工单号是 { $number }。
   *[other] 您排在第 { $position } 位，大约需要 { $minutes } 分钟。您的工单号是 { $number }。
  }
nobody_at_desk = 现在没有人工客服值班。下次上班时间：{ $opens }。您的工单号是 { $number }，内容都已保存，不会丢失。
ask_contact_for_case = 您如果在这里留下手机号或邮箱，我们也可以通过它答复您。
contact_noted = 谢谢，已经补充到您的工单里。
still_in_queue = { $position ->
    [1] 谢谢，已经补充进去了。下一位就轮到您。
   *[other] 谢谢，已经补充进去了。您排在第 { $position } 位。
  }
still_waiting_closed = 谢谢，已经补充到您的工单里。下次上班时间：{ $opens }。
nobody_at_desk_now = 目前没有空闲的人工客服。您的工单号是 { $number }，内容都已保存，不会丢失；一有同事在岗就会答复您。
still_waiting_now = 谢谢，已经补充到您的工单里。一有同事在岗就会答复您。
agent_joined = { $agent } 已加入对话，您之前写的内容都能看到。
agent_left = { $agent } 已离开对话，现在由智能客服继续为您服务。
agent_left_queue = { $agent } 有事暂时离开。您的排队位置保留不变，会有另一位同事来接待您。
back_to_assistant = { $agent } 会继续处理您的工单 { $number }，并在这里给您回复。在此期间，智能客服继续为您服务。
case_resolved = 同事已经处理完您的工单。结果：{ $outcome }。
outcome_solved = 已解决
outcome_refund_requested = 已申请退款
outcome_booking_changed = 订单已更改
outcome_documents_sent = 文件已发送
outcome_information_given = 已为您解答
outcome_no_answer = 未收到您的回复
outcome_not_possible = 未能办成
outcome_other = 已关闭
ask_survey = 您对这次服务满意吗？5 分表示非常满意，1 分表示很不满意。
survey_thanks = 谢谢您的评价，这对我们很有帮助。
survey_sorry = 谢谢您如实相告，没能做得更好，我们很抱歉。您愿意再多说几句吗？

## Articles

article_with_source =
    { $answer }

    来源：{ $source }，审核日期：{ $reviewed }。

## Files

file_received = 您的文件已收到，同事会查看。
file_refused_type = 我只能接收图片（JPEG、PNG、WebP、GIF）和 PDF 文件。
file_refused_size = 这个文件太大了，上限是 { $limit } MB。

## Refused frames

refused_store_busy = 这条消息暂时没能保存，稍后会自动重新发送。
refused_too_long = 内容太长了，每次最多 { $limit } 个字符。
refused_too_many = 您发得太快了，请稍等一下。
refused_expired = 这个按钮已经失效。

## Buttons

choice_yes = 是，请办理
choice_no = 不用了
choice_person = 转人工
choice_booking_status = 查询我的订单
choice_flight_status = 是否准点？
choice_refund_request = 取消并退款
choice_refund_quote = 能退多少钱？
choice_refund_status = 退款到哪了？
choice_change_booking = 改签或更改订单
choice_resend_itinerary = 重发行程单
choice_complaint = 我要投诉
choice_trip_search = 找新行程
choice_no_reference = 我没有订单号
choice_answer_here = 就在聊天窗口里
choice_all = 整个订单
choice_passenger = { $name }
choice_leg = { $kind } { $number }，{ $from } – { $to }
choice_hotel = { $hotel }
choice_resend_code = 重新发送验证码
choice_other_contact = 发到另一个联系方式
choice_no_access = 这些联系方式我都用不了
choice_rating_5 = 5
choice_rating_4 = 4
choice_rating_3 = 3
choice_rating_2 = 2
choice_rating_1 = 1

## Messages outside the talk

sms_code = { $code } 是您的 Hamsafar 验证码，10 分钟内有效。我们绝不会打电话向您索要验证码。
email_code_subject = 您的 Hamsafar 验证码
email_code = 您的验证码是 { $code }，10 分钟内有效。如果不是您本人申请的，请忽略此邮件。

## The widget

widget_title = Hamsafar 客服
widget_open = 打开聊天
widget_close = 关闭聊天
widget_placeholder = 请输入消息
widget_send = 发送
widget_attach = 发送图片或 PDF
widget_person = 转人工
widget_language = 语言
widget_notice = 与您对话的是智能客服（自动应答）。对话会保存下来，免得您重复说明。
widget_connecting = 正在连接……
widget_offline = 网络未连接。您写的内容会先保存，稍后发送。
widget_sending = 正在发送……
widget_typing_assistant = 智能客服正在输入……
widget_typing_agent = { $agent } 正在输入……
widget_you = 您
widget_assistant = 智能客服
widget_agent = 人工客服
widget_system = 提示
widget_transcript = 对话记录
widget_new_messages = 新消息
widget_file = 文件
widget_share_page = 分享我当前所在的页面
widget_demo_banner = 演示：订单均为虚构，不涉及真实钱款，也不会真的发送消息。

## The demo travel site

demo_title = 每一段旅程，都需要一位同行的人。
demo_lead = 在下方的聊天窗口里，用您自己的语言询问订单、退款或行李。
demo_try = 可供试用的订单
demo_outbox = 验证码会到这里：发出的短信和邮件
demo_full_screen = 全屏聊天
demo_desk = 客服工作台

## What is passed on: short noun phrases, joined in handing_over_summary

topic_booking_status = 订单状态
topic_flight_status = 行程时刻
topic_refund_request = 订单退款
topic_refund_quote = 退款金额
topic_refund_status = 办理中的退款
topic_refund_approval = 退款审批
topic_change_booking = 改签或更改订单
topic_resend_itinerary = 需要重发的文件
topic_payment_failed = 已付款未出票
topic_complaint = 投诉
topic_suggestion = 建议
topic_site_problem = 网站故障
topic_trip_search = 新的行程需求
topic_callback_request = 回电请求
topic_message_director = 给总经理的留言
topic_ticket_status = 尚未办结的工单
topic_emergency_help = 旅途中的紧急求助
topic_human_handoff = 您希望与人工客服对话
topic_question = 您的疑问
topic_other = 您要办的事
summary_proved = 您的身份已通过验证
summary_transcript = 我们在这里的全部对话

## Canned answers: the agent picks one, the traveller gets it in their own language

canned_hello = 您好，我是 { $agent }。您写的内容我都看过了，不用再重复说明。
canned_one_moment = 请稍等，我正在核查。
canned_checking_booking = 我正在查看您的订单。
canned_need_time = 我还需要一点时间。请不要离开，几分钟内我会再给您回复。
canned_asking_supplier = 我需要向航空公司或酒店核实，他们一有答复，我就在这里告诉您。
canned_refund_rules = 退款按您所购票价的规则办理；在取消任何内容之前，我会先告诉您确切金额。
canned_same_card = 为了您的资金安全，退款只能退回原付款卡。
canned_sorry = 给您带来这些麻烦，非常抱歉。
canned_send_document = 您可以点击回形针图标，在这里发送图片或 PDF。
canned_done = 已经办好了。
canned_anything_else = 还有什么可以帮您的吗？
canned_goodbye = 感谢您的耐心等待，祝您旅途愉快。
