# complete
# Every sentence the product says to travellers, in English.
# Variables arrive formatted and isolated; data/wording/README.md explains the rest.

## Talk

greeting_disclosure = Hello, I am Hamsafar, the agency's automated assistant. I can check bookings, work out refunds and answer questions; a person is always one tap away.
greet = Hello! How can I help you with your trip?
goodbye = Goodbye, and have a good journey.
thank = You are welcome. Is there anything else I can do?
bot_challenge = I am a machine, an automated assistant. I can bring a person into this conversation at any moment.
capabilities = I can show your booking, tell you whether your flight is on time, work out and request a refund, say where your money is, look into a payment, and answer questions about luggage, check-in, visas and more. Everything else I pass on to a colleague.
go_on = All right, let us go on.
ask_wish = What can I do for you?
anything_else = Is there anything else I can do for you?
compliment_thanks = Thank you, that is very kind. I will pass it on to the team.
task_cancelled = All right, I have stopped. Nothing has been changed. What would you like to do?
ask_rephrase = I am not sure I understood. Could you put it another way, or pick one of these?
offer_choices = I am sorry, I still have not understood. Is it one of these?
out_of_scope = I can only help with travel booked with us. Would one of these help?
not_understood_person = I am sorry, I cannot work this out by myself. A colleague will help you.
language_changed = Of course, let us continue in English.
language_choose = Which language would you like?
language_other = I can read your message, but I answer in English. If you prefer, a colleague can help you.

## Who, and which booking

ask_booking_reference = What is your booking reference? It has six letters and digits, and you will find it at the top of your confirmation.
ask_last_name = And the surname of a passenger on that booking?
code_sent = If these details match a booking, we have just sent a six-digit code to the phone or e-mail on it. Please type the code here. It is valid for 10 minutes.
code_still_needed = To continue, I still need the six-digit code that was sent to the contact on the booking.
code_wrong = { $left ->
    [one] That code is not right. You have { $left } attempt left.
   *[other] That code is not right. You have { $left } attempts left.
  }
code_spent = There were too many wrong attempts, so that code is no longer valid. I can send a new one.
code_expired = That code has expired. I can send a new one.
code_trouble = I could not send the code: our systems do not answer at the moment. Please try again in a few minutes, or let a colleague help you.
code_limit = Too many codes have been requested just now. Please wait a few minutes, or let a colleague help you.
proof_thanks = Thank you, that is right.
card_redacted = I have hidden the card number you typed. Please never send card details here: a refund always goes back to the card that paid.

## Bookings

booking_state = Booking { $reference } for { $passengers }: { $state }.
booking_confirmed = confirmed
booking_pending_ticket = paid, the ticket is not issued yet
booking_partly_cancelled = partly cancelled
booking_cancelled = cancelled
leg_scheduled = { $kind } { $number } from { $from } to { $to }: leaves { $departs }, arrives { $arrives }, on schedule.
leg_moved = { $kind } { $number } from { $from } to { $to } has a new time: leaves { $departs } instead of { $was }, arrives { $arrives }.
leg_cancelled = { $kind } { $number } from { $from } to { $to }, { $departs }, was cancelled by the carrier.
leg_hotel = Hotel { $hotel } in { $city }: from { $from } to { $to }.
kind_flight = Flight
kind_train = Train
kind_bus = Bus
kind_hotel = Hotel
no_leg_ahead = Nothing on booking { $reference } is still to come: every journey on it has begun or ended.
flight_status_source = This is what the carrier has told our booking system so far. Please check the screens at the airport or station for the gate or platform.
cancelled_by_carrier_offer = Because the carrier cancelled, the full price is due back to you. Shall I work out the refund?
booking_gone = I can no longer find that booking, and I do not want to guess. A colleague will look into it.
bookings_unavailable = I cannot reach our booking system at the moment, so I have changed nothing. A colleague will take over.

## Refunds

ask_refund_part = Which part would you like to cancel?
refund_whole_booking = the whole booking
refund_quoted = For { $what } you paid { $paid }. If you cancel now, you get back { $refund }; { $penalty } is kept. The rule: { $rule } The money goes to the card { $card }. This offer holds until { $until }. Shall I cancel and request the refund?
refund_amount = For { $what } you paid { $paid }. If you cancelled now you would get back { $refund }; { $penalty } would be kept. The rule: { $rule } The money would go to the card { $card }. This holds until { $until }. Nothing has been cancelled.
refund_quoted_full = For { $what } you get back the full { $refund }. The rule: { $rule } The money goes to the card { $card }. This offer holds until { $until }. Shall I cancel and request the refund?
refund_quoted_nothing = For { $what } you paid { $paid }, and under its rule nothing would come back. The rule: { $rule } Shall I cancel anyway?
consent_unclear = This is about money, so I need a clear answer.
refund_quote_expired = The offer has expired. Here is a new one.
refund_requested = Done: the cancellation and the refund of { $amount } for booking { $reference } are requested. The money goes to the card { $card } and should arrive by { $expected }.
refund_awaiting_approval = Your refund of { $amount } is recorded. Because of its size a second person here has to approve it; the money then goes to the card { $card }.
refund_being_processed = Your refund of { $amount } is being processed. I do not have the confirmation yet; I will write here as soon as I do. Please do not ask for it a second time; nothing is lost.
refund_not_started = I could not start the refund, and nothing has been changed. A colleague will do it with you.
refund_kept = All right, booking { $reference } stays as it is. Nothing was cancelled.
refund_nothing_open = There is nothing left on booking { $reference } that I can refund.
refund_already_requested = A refund has already been requested, and it will be paid only once:
refund_none = No refund has been requested on booking { $reference }.
refund_state = Refund of { $amount }, requested on { $asked }: { $state }. It goes to the card { $card } and is expected by { $expected }.
refund_state_undated = Refund of { $amount }, requested on { $asked }: { $state }. It goes to the card { $card }.
refund_paid = Refund of { $amount }, requested on { $asked }: paid to the card { $card } on { $paid }.
refund_is_requested = requested
refund_is_awaiting_approval = waiting for a second person's approval
refund_is_sent = sent to the bank
refund_is_paid = paid
refund_is_refused = refused, a colleague is looking into it
refund_is_unknown = being processed, not confirmed yet
refund_confirmed_later = Your refund of { $amount } is now confirmed. It goes to the card { $card } and should arrive by { $expected }.

## Payments

payment_taken_twice = You are right: { $amount } was taken twice from the card { $card } on { $taken }. I am opening a case so that the second payment is returned.
payment_without_ticket = Your payment of { $amount } from the card { $card } arrived on { $taken }, but the ticket was not issued. I am opening a case so that a colleague issues it or returns the money.
payment_in_order = Your payment of { $amount } from the card { $card } arrived on { $taken } and the ticket is issued. Everything is in order.
trouble_payment_taken_twice = a payment taken twice
trouble_payment_without_ticket = a payment without a ticket
payment_none = I cannot see any payment on this booking.

## Matters for a person

matter_complaint = I am sorry that happened. I will write your complaint down and a colleague will answer you.
matter_suggestion = Thank you, we welcome ideas. I will pass yours on.
matter_site_problem = I am sorry the site is giving you trouble. I will pass it on to our technical team.
matter_trip_search = I cannot sell trips myself, but I will note what you would like, and a colleague will make you an offer.
matter_callback_request = Of course. I will note it, and a colleague will call you back.
matter_message_director = I will pass your message on to the director's office exactly as you write it.
matter_change_booking = I cannot change bookings by myself yet. I will note what you need; a colleague will tell you the difference in price before anything is changed.
matter_resend_itinerary = I cannot send documents by myself yet. A colleague will send them again to the contact on your booking.
ask_details_complaint = What happened, and where and when?
ask_details_suggestion = What is your idea?
ask_details_site_problem = What did you try to do, and what did you see?
ask_details_trip_search = Where would you like to go, when, and how many of you are travelling?
ask_details_callback_request = What is it about, and when is a good time?
ask_details_message_director = What would you like to write?
ask_details_change_booking = What would you like to change: the date, the time or a name? Please tell me the new one.
ask_contact = Where may we reply to you? Please give a phone number or an e-mail address, or choose to be answered here in the chat.
contact_here = here in the chat
contact_booking = the contact on the booking
case_registered = It is noted. Your case number is { $number }, and a colleague will deal with it.
case_none = I cannot find an open case in this conversation. If you have a case number, a colleague can look it up.
case_state = Case { $number } of { $opened }: { $state }.
case_is_waiting = waiting for a colleague
case_is_claimed = a colleague is working on it
case_is_resolved = done
case_is_closed = closed

## A person takes over

emergency_first = I am sorry. If anyone is in danger, call the local emergency number now: 112 in most of Europe, 911 in North America, 110 in China, 115 in Iran for an ambulance. I am bringing a person into this conversation at once.
assistant_unavailable_handed_over = I am sorry, I cannot answer you properly at the moment. A colleague will take over and can see everything you wrote.
handing_over_summary = I am passing this on to my colleague: { $facts }
handed_over_position = { $position ->
    [one] You are next in line; it will take about { $minutes } min. Your case number is { $number }.
   *[other] You are number { $position } in line; it will take about { $minutes } min. Your case number is { $number }.
  }
nobody_at_desk = Nobody is at the desk just now. We open { $opens }. Your case number is { $number }; nothing is lost.
ask_contact_for_case = If you leave a phone number or an e-mail address here, we can answer you there as well.
contact_noted = Thank you, I have added that to your case.
still_in_queue = { $position ->
    [one] Thank you, I have added that. You are next in line.
   *[other] Thank you, I have added that. You are number { $position } in line.
  }
still_waiting_closed = Thank you, I have added that to your case. We open { $opens }.
nobody_at_desk_now = No colleague is free just now. Your case number is { $number }; nothing is lost, and a colleague will answer as soon as somebody is here.
still_waiting_now = Thank you, I have added that to your case. A colleague will answer as soon as somebody is here.
agent_joined = { $agent } has joined and can see everything you have written so far.
agent_left = { $agent } has left. The assistant is here again.
agent_left_queue = { $agent } had to leave. You keep your place in line, and another colleague will join you.
back_to_assistant = { $agent } is still working on your case { $number } and will write to you here. In the meantime, the assistant is here for you again.
case_resolved = My colleague has completed your case. The result: { $outcome }.
outcome_solved = solved
outcome_refund_requested = the refund is requested
outcome_booking_changed = the booking is changed
outcome_documents_sent = the documents were sent
outcome_information_given = the information was given
outcome_no_answer = we did not hear back from you
outcome_not_possible = it was not possible
outcome_other = closed
ask_survey = How satisfied were you? 5 is very satisfied, 1 is not at all.
survey_thanks = Thank you, that helps us.
survey_sorry = Thank you for saying so; I am sorry we did not do better. Would you like to tell us more?

## Articles

article_with_source =
    { $answer }

    Source: { $source }, reviewed on { $reviewed }.

## Files

file_received = I have received your file. A colleague will see it.
file_refused_type = I can only accept pictures (JPEG, PNG, WebP, GIF) and PDF files.
file_refused_size = That file is too large. The limit is { $limit } MB.

## Refused frames

refused_store_busy = This could not be saved yet. It will be sent again automatically.
refused_too_long = That is too long. Please write at most { $limit } characters at a time.
refused_too_many = Your messages are coming very quickly. Please wait a moment.
refused_expired = This button is no longer active.

## Buttons

choice_yes = Yes, go ahead
choice_no = No
choice_person = Talk to a person
choice_booking_status = Check my booking
choice_flight_status = Is it on time?
choice_refund_request = Cancel and get money back
choice_refund_quote = What would I get back?
choice_refund_status = Where is my money?
choice_change_booking = Change my booking
choice_resend_itinerary = Send my ticket again
choice_complaint = Make a complaint
choice_trip_search = Find a new trip
choice_no_reference = I do not have it
choice_answer_here = Here in the chat
choice_all = The whole booking
choice_passenger = { $name }
choice_leg = { $kind } { $number }, { $from } – { $to }
choice_hotel = { $hotel }
choice_resend_code = Send a new code
choice_other_contact = Send it to the other contact
choice_no_access = I no longer have access to these
choice_rating_5 = 5
choice_rating_4 = 4
choice_rating_3 = 3
choice_rating_2 = 2
choice_rating_1 = 1

## Messages outside the talk

sms_code = { $code } is your Hamsafar code. It is valid for 10 minutes. We never ask for it by phone.
email_code_subject = Your Hamsafar code
email_code = Your code is { $code }. It is valid for 10 minutes. If you did not request it, please ignore this message.

## The widget

widget_title = Hamsafar
widget_open = Open the chat
widget_close = Close the chat
widget_placeholder = Write a message
widget_send = Send
widget_attach = Send a picture or PDF
widget_person = Talk to a person
widget_language = Language
widget_notice = You are talking to an automated assistant. The conversation is kept so that nobody has to ask you twice.
widget_connecting = Connecting …
widget_offline = No connection. What you write is kept and sent later.
widget_sending = Sending …
widget_typing_assistant = The assistant is writing …
widget_typing_agent = { $agent } is writing …
widget_you = You
widget_assistant = Assistant
widget_agent = Colleague
widget_system = Notice
widget_transcript = Conversation
widget_new_messages = New messages
widget_file = File
widget_share_page = Share which page I am on
widget_demo_banner = Demonstration: invented bookings, no real money, no real messages.

## The demo travel site

demo_title = Every journey needs a fellow traveller.
demo_lead = Ask about a booking, a refund or your luggage in the chat below, in your own language.
demo_try = Bookings to try
demo_outbox = One-time codes arrive here: outgoing SMS and e-mail
demo_full_screen = The chat on a full page
demo_desk = The agents' desk

## What is passed on: short noun phrases, joined in handing_over_summary

topic_booking_status = the status of a booking
topic_flight_status = the times of a trip
topic_refund_request = the refund of a booking
topic_refund_quote = the amount of a refund
topic_refund_status = a refund that is under way
topic_refund_approval = the approval of a refund
topic_change_booking = a change to a booking
topic_resend_itinerary = the documents you need again
topic_payment_failed = a payment without a ticket
topic_complaint = a complaint
topic_suggestion = a suggestion
topic_site_problem = a problem with the website
topic_trip_search = a new trip
topic_callback_request = a callback
topic_message_director = a message to the director
topic_ticket_status = an open case
topic_emergency_help = help on your trip
topic_human_handoff = your wish to speak to a person
topic_question = your question
topic_other = your request
summary_proved = that you have proved who you are
summary_transcript = everything we have written here

## Canned answers: the agent picks one, the traveller gets it in their own language

canned_hello = Hello, this is { $agent }. I have read everything you wrote; you do not need to repeat it.
canned_one_moment = One moment, please: I am looking into it.
canned_checking_booking = I am checking your booking now.
canned_need_time = I need a little more time. Please stay here; I will write again within a few minutes.
canned_asking_supplier = I have to ask the airline or the hotel, and will write to you here as soon as they answer.
canned_refund_rules = The refund follows the rules of your fare; I will tell you the exact amount before anything is cancelled.
canned_same_card = For your safety a refund can only go to the card that paid.
canned_sorry = I am sorry for the trouble this has caused you.
canned_send_document = You can send a picture or a PDF here, using the paper clip.
canned_done = It is done.
canned_anything_else = Is there anything else I can do for you?
canned_goodbye = Thank you for your patience. I wish you a good trip.
