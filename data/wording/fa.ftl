# complete
# Every sentence the product says to travellers, in Persian.
# Variables arrive formatted and isolated; data/wording/README.md explains the rest.

## Talk

greeting_disclosure = سلام، من «همسفر» هستم، دستیار خودکار آژانس. می‌توانم رزروتان را ببینم، مبلغ استرداد را حساب کنم و به پرسش‌هایتان پاسخ بدهم؛ هر لحظه هم که بخواهید، با یک اشاره به همکارانم وصل می‌شوید.
greet = سلام! برای سفرتان چه کمکی از من برمی‌آید؟
goodbye = خدانگهدار، سفرتان بی‌خطر.
thank = خواهش می‌کنم. کار دیگری هست که برایتان انجام بدهم؟
bot_challenge = من انسان نیستم، دستیار خودکارم. هر لحظه که بخواهید، یکی از همکارانم را به همین گفتگو می‌آورم.
capabilities = می‌توانم رزروتان را نشان بدهم، بگویم پروازتان سر وقت است یا نه، مبلغ استرداد را حساب کنم و درخواستش را ثبت کنم، بگویم پولتان کجاست، پرداختی را بررسی کنم و به پرسش‌هایتان دربارهٔ بار، پذیرش پرواز، ویزا و مانند آن پاسخ بدهم. هر کار دیگری را به همکارم می‌سپارم.
go_on = چشم، ادامه بدهیم.
ask_wish = چه کاری می‌توانم برایتان انجام بدهم؟
anything_else = کار دیگری هست که برایتان انجام بدهم؟
compliment_thanks = خیلی ممنون، لطف دارید. به همکارانم می‌رسانم.
task_cancelled = بسیار خوب، متوقف شد. هیچ چیز تغییر نکرد. حالا چه کاری برایتان انجام بدهم؟
ask_rephrase = مطمئن نیستم منظورتان را درست فهمیده باشم. ممکن است طور دیگری بگویید یا یکی از این‌ها را انتخاب کنید؟
offer_choices = ببخشید، هنوز متوجه نشدم. منظورتان یکی از این‌هاست؟
out_of_scope = من فقط در کارهای سفرهایی که با ما رزرو شده‌اند می‌توانم کمک کنم. یکی از این‌ها به کارتان می‌آید؟
not_understood_person = ببخشید، این کار به‌تنهایی از من برنمی‌آید. یکی از همکارانم به شما کمک می‌کند.
language_changed = با کمال میل، فارسی ادامه می‌دهیم.
language_choose = به چه زبانی ادامه بدهیم؟
language_other = پیامتان را می‌فهمم، اما به فارسی پاسخ می‌دهم. اگر بخواهید، یکی از همکارانم می‌تواند کمکتان کند.

## Who, and which booking

ask_booking_reference = لطفاً کد رزروتان را بفرمایید. شش حرف و رقم لاتین است و بالای تأییدیهٔ رزرو نوشته شده.
ask_last_name = نام خانوادگی یکی از مسافران این رزرو را هم بفرمایید.
code_sent = اگر این مشخصات با رزروی مطابقت داشته باشد، همین حالا یک کد شش‌رقمی به تلفن یا ایمیل ثبت‌شده در آن فرستاده‌ایم. لطفاً کد را همین‌جا بنویسید. کد ۱۰ دقیقه اعتبار دارد.
code_still_needed = برای ادامه، هنوز به کد شش‌رقمی که به تلفن یا ایمیل ثبت‌شده در رزرو فرستاده شد نیاز دارم.
code_wrong = { $left ->
    [one] این کد درست نیست. { $left } بار دیگر می‌توانید امتحان کنید.
   *[other] این کد درست نیست. { $left } بار دیگر می‌توانید امتحان کنید.
  }
code_spent = این کد بیش از حد اشتباه وارد شد و دیگر معتبر نیست. می‌توانم کد تازه‌ای بفرستم.
code_expired = مهلت این کد تمام شده است. می‌توانم کد تازه‌ای بفرستم.
code_trouble = نتوانستم کد را بفرستم؛ سامانه‌های ما الان پاسخ نمی‌دهند. لطفاً چند دقیقهٔ دیگر دوباره امتحان کنید یا بگذارید همکارم کمکتان کند.
code_limit = در این مدت کوتاه بیش از حد کد درخواست شده است. لطفاً چند دقیقه صبر کنید، یا از یکی از همکارانم کمک بگیرید.
proof_thanks = ممنون، درست است.
card_redacted = شمارهٔ کارتی را که نوشتید پنهان کردم. لطفاً هیچ‌وقت اطلاعات کارت را اینجا نفرستید: پول استرداد همیشه به همان کارتی برمی‌گردد که با آن پرداخت شده است.

## Bookings

booking_state = رزرو { $reference } به نام { $passengers }: { $state }.
booking_confirmed = تأییدشده
booking_pending_ticket = پرداخت‌شده، بلیت هنوز صادر نشده است
booking_partly_cancelled = بخشی از آن لغو شده است
booking_cancelled = لغوشده
leg_scheduled = { $kind } { $number } از { $from } به { $to }: حرکت { $departs }، رسیدن { $arrives }، طبق برنامه.
leg_moved = زمان { $kind } { $number } از { $from } به { $to } عوض شده است: حرکت { $departs } به‌جای { $was }، رسیدن { $arrives }.
leg_cancelled = { $kind } { $number } از { $from } به { $to }، { $departs }، از طرف شرکت حمل‌ونقل لغو شده است.
leg_hotel = هتل { $hotel } در { $city }: از { $from } تا { $to }.
kind_flight = پرواز
kind_train = قطار
kind_bus = اتوبوس
kind_hotel = هتل
no_leg_ahead = در رزرو { $reference } سفری در پیش نیست: همهٔ سفرهایش آغاز شده یا به پایان رسیده‌اند.
flight_status_source = این آخرین خبری است که شرکت حمل‌ونقل به سامانهٔ رزرو ما داده است. برای گیت یا سکو لطفاً تابلوهای فرودگاه یا ایستگاه را ببینید.
cancelled_by_carrier_offer = چون لغو از طرف شرکت حمل‌ونقل بوده، همهٔ مبلغ باید به شما برگردد. مبلغ استرداد را حساب کنم؟
booking_gone = این رزرو را دیگر پیدا نمی‌کنم و نمی‌خواهم حدس بزنم. یکی از همکارانم بررسی می‌کند.
bookings_unavailable = فعلاً به سامانهٔ رزرو دسترسی ندارم، برای همین هیچ چیزی را تغییر نداده‌ام. یکی از همکارانم کار را ادامه می‌دهد.

## Refunds

ask_refund_part = کدام قسمت را می‌خواهید لغو کنید؟
refund_whole_booking = کل رزرو
refund_quoted = برای { $what } مبلغ { $paid } پرداخته‌اید. اگر الان لغو کنید، { $refund } به شما برمی‌گردد و { $penalty } کسر می‌شود. قاعدهٔ آن: { $rule } پول به کارت { $card } واریز می‌شود. مهلت این پیشنهاد: { $until }. لغو کنم و درخواست استرداد را ثبت کنم؟
refund_amount = برای { $what } مبلغ { $paid } پرداخته‌اید. اگر الان لغو کنید، { $refund } به شما برمی‌گردد و { $penalty } کسر می‌شود. قاعدهٔ آن: { $rule } پول به کارت { $card } واریز می‌شود. این مبلغ تا { $until } معتبر است. هنوز چیزی لغو نشده است.
refund_quoted_full = برای { $what } همهٔ مبلغ، یعنی { $refund }، به شما برمی‌گردد. قاعدهٔ آن: { $rule } پول به کارت { $card } واریز می‌شود. مهلت این پیشنهاد: { $until }. لغو کنم و درخواست استرداد را ثبت کنم؟
refund_quoted_nothing = برای { $what } مبلغ { $paid } پرداخته‌اید و طبق قاعدهٔ آن چیزی برنمی‌گردد. قاعدهٔ آن: { $rule } با این حال لغو کنم؟
consent_unclear = چون پای پول در میان است، به پاسخ روشنی نیاز دارم.
refund_quote_expired = مهلت آن پیشنهاد تمام شد. این پیشنهاد تازه است.
refund_requested = انجام شد: درخواست لغو و استرداد { $amount } برای رزرو { $reference } ثبت شد. پول به کارت { $card } واریز می‌شود و انتظار می‌رود تا { $expected } برسد.
refund_awaiting_approval = استرداد { $amount } برای شما ثبت شد. به‌خاطر بزرگی مبلغ، نفر دومی هم اینجا باید آن را تأیید کند؛ بعد پول به کارت { $card } واریز می‌شود.
refund_being_processed = استرداد { $amount } برای شما در دست انجام است. هنوز تأییدیه‌اش به من نرسیده؛ همین که برسد اینجا می‌نویسم. لطفاً دوباره درخواست ندهید، چیزی گم نشده است.
refund_not_started = نتوانستم استرداد را شروع کنم و هیچ چیز تغییر نکرد. یکی از همکارانم همراه شما انجامش می‌دهد.
refund_kept = بسیار خوب، رزرو { $reference } همان‌طور که هست می‌ماند. هیچ چیز لغو نشد.
refund_nothing_open = در رزرو { $reference } چیزی نمانده که من بتوانم پولش را برگردانم.
refund_already_requested = درخواست استرداد پیش‌تر ثبت شده و فقط یک بار پرداخت می‌شود:
refund_none = برای رزرو { $reference } درخواست استردادی ثبت نشده است.
refund_state = استرداد { $amount }، درخواست { $asked }: { $state }. پول به کارت { $card } واریز می‌شود و انتظار می‌رود تا { $expected } برسد.
refund_state_undated = استرداد { $amount }، درخواست { $asked }: { $state }. مقصد آن کارت { $card } است.
refund_paid = استرداد { $amount }، درخواست { $asked }: { $paid } به کارت { $card } پرداخت شد.
refund_is_requested = ثبت شده
refund_is_awaiting_approval = در انتظار تأیید نفر دوم
refund_is_sent = به بانک فرستاده شده
refund_is_paid = پرداخت شده
refund_is_refused = رد شده، یکی از همکاران در حال بررسی است
refund_is_unknown = در دست انجام، هنوز تأیید نشده
refund_confirmed_later = استرداد { $amount } برای شما حالا تأیید شده است. پول به کارت { $card } واریز می‌شود و انتظار می‌رود تا { $expected } برسد.

## Payments

payment_taken_twice = حق با شماست: { $amount } در تاریخ { $taken } دو بار از کارت { $card } برداشت شده است. برایتان پرونده‌ای باز می‌کنم تا پرداخت دوم برگردانده شود.
payment_without_ticket = پرداخت { $amount } از کارت { $card } در تاریخ { $taken } به ما رسیده، اما بلیت صادر نشده است. برایتان پرونده‌ای باز می‌کنم تا همکارم بلیت را صادر کند یا پول را برگرداند.
payment_in_order = پرداخت { $amount } از کارت { $card } در تاریخ { $taken } به ما رسیده و بلیت صادر شده است. همه چیز مرتب است.
trouble_payment_taken_twice = پرداخت دوباره
trouble_payment_without_ticket = پرداخت بدون بلیط
payment_none = برای این رزرو پرداختی نمی‌بینم.

## Matters for a person

matter_complaint = متأسفم که چنین اتفاقی افتاد. شکایتتان را ثبت می‌کنم و یکی از همکارانم به شما پاسخ می‌دهد.
matter_suggestion = ممنون که به فکر ما هستید. پیشنهادتان را به همکارانم می‌رسانم.
matter_site_problem = ببخشید که سایت به دردسرتان انداخته است. موضوع را به همکاران فنی می‌رسانم.
matter_trip_search = خودم نمی‌توانم سفر بفروشم، اما خواسته‌تان را یادداشت می‌کنم تا همکارم به شما پیشنهاد بدهد.
matter_callback_request = با کمال میل. یادداشت می‌کنم تا یکی از همکارانم با شما تماس بگیرد.
matter_message_director = پیامتان را کلمه‌به‌کلمه به دفتر مدیرعامل می‌رسانم.
matter_change_booking = هنوز خودم نمی‌توانم رزرو را تغییر بدهم. خواسته‌تان را یادداشت می‌کنم؛ پیش از هر تغییری، همکارم تفاوت قیمت را به شما می‌گوید.
matter_resend_itinerary = هنوز خودم نمی‌توانم مدارک بفرستم. یکی از همکارانم آن‌ها را دوباره به تلفن یا ایمیل ثبت‌شده در رزروتان می‌فرستد.
ask_details_complaint = چه اتفاقی افتاد، کجا و کی؟
ask_details_suggestion = پیشنهادتان چیست؟
ask_details_site_problem = می‌خواستید چه کار کنید و چه دیدید؟
ask_details_trip_search = کجا می‌خواهید بروید، چه تاریخی و چند نفرید؟
ask_details_callback_request = موضوع چیست و چه ساعتی برایتان مناسب است؟
ask_details_message_director = چه می‌خواهید بنویسید؟
ask_details_change_booking = چه چیزی باید عوض شود: تاریخ، ساعت یا نام؟ لطفاً مورد تازه را بنویسید.
ask_contact = پاسخ را کجا به شما بدهیم؟ شمارهٔ تلفن یا ایمیل بنویسید، یا همین‌جا در گفتگو.
contact_here = همین‌جا در گفتگو
contact_booking = تلفن یا ایمیل ثبت‌شده در رزرو
case_registered = یادداشت شد. شمارهٔ پرونده‌تان { $number } است و یکی از همکارانم به آن رسیدگی می‌کند.
case_none = در این گفتگو پروندهٔ بازی پیدا نمی‌کنم. اگر شمارهٔ پرونده دارید، یکی از همکارانم می‌تواند آن را پیدا کند.
case_state = پروندهٔ { $number }، ثبت‌شده در { $opened }: { $state }.
case_is_waiting = در انتظار یکی از همکاران
case_is_claimed = یکی از همکاران در حال رسیدگی است
case_is_resolved = انجام شده
case_is_closed = بسته شده

## A person takes over

emergency_first = متأسفم. اگر جان کسی در خطر است، همین حالا به شمارهٔ اضطراری محل زنگ بزنید: ۱۱۲ در بیشتر اروپا، ۹۱۱ در آمریکای شمالی، ۱۱۰ در چین، ۱۱۵ در ایران برای آمبولانس. من هم بی‌درنگ یکی از همکارانم را به این گفتگو می‌آورم.
assistant_unavailable_handed_over = ببخشید، الان نمی‌توانم درست پاسخ بدهم. یکی از همکارانم کار را ادامه می‌دهد و همهٔ نوشته‌هایتان را می‌بیند.
handing_over_summary = این‌ها را به همکارم می‌رسانم: { $facts }
handed_over_position = { $position ->
    [one] شما نفر بعدی صف هستید؛ حدود { $minutes } دقیقه طول می‌کشد. شمارهٔ پرونده‌تان { $number } است.
   *[other] شما نفر شمارهٔ { $position } صف هستید؛ حدود { $minutes } دقیقه طول می‌کشد. شمارهٔ پرونده‌تان { $number } است.
  }
nobody_at_desk = الان کسی پشت میز نیست. زمان شروع کار ما: { $opens }. شمارهٔ پرونده‌تان { $number } است؛ چیزی گم نمی‌شود.
ask_contact_for_case = اگر شمارهٔ تلفن یا ایمیلی اینجا بگذارید، آنجا هم می‌توانیم پاسخ بدهیم.
contact_noted = ممنون، به پرونده‌تان اضافه کردم.
still_in_queue = { $position ->
    [one] ممنون، اضافه کردم. شما نفر بعدی صف هستید.
   *[other] ممنون، اضافه کردم. شما نفر شمارهٔ { $position } صف هستید.
  }
still_waiting_closed = ممنون، به پرونده‌تان اضافه کردم. زمان شروع کار ما: { $opens }.
nobody_at_desk_now = الان هیچ‌کدام از همکارانم آزاد نیست. شمارهٔ پرونده‌تان { $number } است؛ چیزی گم نمی‌شود و همین که کسی بیاید، پاسخ می‌دهد.
still_waiting_now = ممنون، به پرونده‌تان اضافه کردم. همین که یکی از همکارانم بیاید، پاسخ می‌دهد.
agent_joined = { $agent } به گفتگو پیوست و آنچه تا اینجا نوشته‌اید را می‌بیند.
agent_left = { $agent } از گفتگو رفت. دستیار دوباره اینجاست.
agent_left_queue = { $agent } باید می‌رفت. نوبتتان محفوظ است و همکار دیگری به شما می‌پیوندد.
back_to_assistant = { $agent } همچنان پیگیر پروندهٔ { $number } شماست و همین‌جا برایتان می‌نویسد. تا آن وقت، دستیار دوباره در خدمت شماست.
case_resolved = همکارم کار پرونده‌تان را تمام کرد. نتیجه: { $outcome }.
outcome_solved = حل شد
outcome_refund_requested = درخواست استرداد ثبت شد
outcome_booking_changed = رزرو تغییر کرد
outcome_documents_sent = مدارک فرستاده شد
outcome_information_given = اطلاعات داده شد
outcome_no_answer = پاسخی از شما نرسید
outcome_not_possible = امکان‌پذیر نبود
outcome_other = بسته شد
ask_survey = چقدر راضی بودید؟ ۵ یعنی خیلی راضی و ۱ یعنی اصلاً راضی نبودید.
survey_thanks = ممنون، نظرتان به ما کمک می‌کند.
survey_sorry = ممنون که گفتید؛ متأسفم که بهتر از این نبودیم. دوست دارید بیشتر توضیح بدهید؟

## Articles

article_with_source =
    { $answer }

    منبع: { $source }، بازبینی‌شده در { $reviewed }.

## Files

file_received = فایلتان رسید. یکی از همکارانم آن را می‌بیند.
file_refused_type = فقط عکس (JPEG، PNG، WebP، GIF) و فایل PDF می‌توانم بگیرم.
file_refused_size = این فایل بیش از حد بزرگ است. حداکثر اندازه { $limit } مگابایت است.

## Refused frames

refused_store_busy = هنوز ذخیره نشد. خودش دوباره فرستاده می‌شود.
refused_too_long = متن خیلی بلند است. لطفاً هر بار حداکثر { $limit } نویسه بنویسید.
refused_too_many = خیلی سریع بود. لطفاً کمی صبر کنید.
refused_expired = این دکمه دیگر معتبر نیست.

## Buttons

choice_yes = بله، انجام بده
choice_no = نه
choice_person = گفتگو با همکار
choice_booking_status = بررسی رزروم
choice_flight_status = سر وقت است؟
choice_refund_request = لغو و پس گرفتن پول
choice_refund_quote = چقدر برمی‌گردد؟
choice_refund_status = پولم کجاست؟
choice_change_booking = تغییر رزرو
choice_resend_itinerary = ارسال دوبارهٔ بلیت
choice_complaint = ثبت شکایت
choice_trip_search = سفر تازه
choice_no_reference = کد رزرو را ندارم
choice_answer_here = همین‌جا در گفتگو
choice_all = کل رزرو
choice_passenger = { $name }
choice_leg = { $kind } { $number }، { $from } – { $to }
choice_hotel = { $hotel }
choice_resend_code = ارسال کد تازه
choice_other_contact = به تلفن یا ایمیل دیگرم بفرست
choice_no_access = به این‌ها دسترسی ندارم
choice_rating_5 = ۵
choice_rating_4 = ۴
choice_rating_3 = ۳
choice_rating_2 = ۲
choice_rating_1 = ۱

## Messages outside the talk

sms_code = کد همسفر شما: { $code }. این کد ۱۰ دقیقه اعتبار دارد. ما هرگز آن را تلفنی از شما نمی‌پرسیم.
email_code_subject = کد همسفر شما
email_code = کد شما { $code } است و ۱۰ دقیقه اعتبار دارد. اگر شما آن را نخواسته‌اید، این پیام را نادیده بگیرید.

## The widget

widget_title = همسفر
widget_open = باز کردن گفتگو
widget_close = بستن گفتگو
widget_placeholder = پیامتان را بنویسید
widget_send = ارسال
widget_attach = ارسال عکس یا PDF
widget_person = گفتگو با همکار
widget_language = زبان
widget_notice = شما با دستیاری خودکار گفتگو می‌کنید. گفتگو نگه داشته می‌شود تا لازم نباشد چیزی را دوباره بگویید.
widget_connecting = در حال اتصال…
widget_offline = اتصال برقرار نیست. نوشته‌هایتان می‌ماند و بعداً فرستاده می‌شود.
widget_sending = در حال ارسال…
widget_typing_assistant = دستیار در حال نوشتن است…
widget_typing_agent = { $agent } در حال نوشتن است…
widget_you = شما
widget_assistant = دستیار
widget_agent = همکار
widget_system = اطلاعیه
widget_transcript = متن گفتگو
widget_new_messages = پیام‌های تازه
widget_file = فایل
widget_share_page = بگو در کدام صفحه هستم
widget_demo_banner = نسخهٔ نمایشی: رزروهای ساختگی، بدون پول واقعی و پیام واقعی.

## The demo travel site

demo_title = هر سفری همسفر می‌خواهد.
demo_lead = در گفتگوی پایین، به زبان خودتان دربارهٔ رزرو، استرداد یا بارتان بپرسید.
demo_try = رزروهایی برای امتحان
demo_outbox = کدهای یک‌بارمصرف اینجا می‌رسند: پیامک‌ها و ایمیل‌های فرستاده‌شده
demo_full_screen = گفتگو در تمام صفحه
demo_desk = میز کار همکاران

## What is passed on: short noun phrases, joined in handing_over_summary

topic_booking_status = وضعیت رزرو
topic_flight_status = ساعت‌های سفر
topic_refund_request = استرداد رزرو
topic_refund_quote = مبلغ استرداد
topic_refund_status = استردادی که در جریان است
topic_refund_approval = تأیید استرداد
topic_change_booking = تغییر رزرو
topic_resend_itinerary = ارسال دوبارهٔ مدارک
topic_payment_failed = پرداختی که بلیتش صادر نشده
topic_complaint = شکایت
topic_suggestion = پیشنهاد
topic_site_problem = مشکل سایت
topic_trip_search = سفر تازه
topic_callback_request = درخواست تماس
topic_message_director = پیام به مدیرعامل
topic_ticket_status = پروندهٔ باز شما
topic_emergency_help = کمک در سفر
topic_human_handoff = درخواست شما برای گفتگو با همکار
topic_question = پرسش شما
topic_other = موضوع شما
summary_proved = اینکه هویتتان تأیید شده است
summary_transcript = همهٔ آنچه اینجا نوشته‌ایم

## Canned answers: the agent picks one, the traveller gets it in their own language

canned_hello = سلام، { $agent } هستم. همهٔ نوشته‌هایتان را خوانده‌ام؛ لازم نیست دوباره بگویید.
canned_one_moment = یک لحظه لطفاً، دارم بررسی می‌کنم.
canned_checking_booking = الان دارم رزروتان را نگاه می‌کنم.
canned_need_time = کمی بیشتر وقت لازم دارم. لطفاً همین‌جا بمانید؛ تا چند دقیقهٔ دیگر دوباره می‌نویسم.
canned_asking_supplier = باید از شرکت هواپیمایی یا هتل بپرسم؛ همین که پاسخ بدهند، اینجا برایتان می‌نویسم.
canned_refund_rules = استرداد تابع قوانین نرخ بلیت شماست؛ پیش از لغو هر چیزی، مبلغ دقیق را به شما می‌گویم.
canned_same_card = برای امنیت شما، پول فقط به همان کارتی برمی‌گردد که با آن پرداخت کرده‌اید.
canned_sorry = بابت زحمتی که برایتان پیش آمد عذر می‌خواهم.
canned_send_document = می‌توانید با نشانهٔ گیرهٔ کاغذ، عکس یا PDF همین‌جا بفرستید.
canned_done = انجام شد.
canned_anything_else = کار دیگری هست که برایتان انجام بدهم؟
canned_goodbye = از صبرتان ممنونم. سفر خوشی برایتان آرزو می‌کنم.
