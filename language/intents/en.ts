import type { Intent } from '../intent.ts'

/** How customers say it in English, of our own writing: phrases parted by `|`. */
export const en: Record<Intent, string> = {
  greeting: `hi|hello|hey|hello there|hi there|good morning|good afternoon|good evening|morning|hey there|hiya|greetings|hello everyone|hi team|hi folks|anyone there|is anybody there|is someone online
    |are you there|hello are you online|hey how are you|how are you doing|how is it going|what's up|howdy|good day|good day to you|hello again|hi again|hi it's me|hello, I am new here|hi, first time here|nice to meet you
    |pleased to meet you|knock knock|hello hello|yo|heya|hey you guys|hi support|hello support team|dear team|dear sir or madam|hello dear|happy new year|merry christmas|hope you are well|hope you're doing well
    |hi, hope your day is good|hello from Canada|excuse me|sorry to bother you|evening all|hey, you around`,
  complaint: `I want to make a complaint|I want to complain|how do I file a complaint|this is unacceptable|your service is terrible|worst service ever|I am very disappointed|I am extremely unhappy with your company
    |nobody answers my emails|I have been waiting for two weeks and nobody cares|your staff was rude to me|the waiter was rude|the driver yelled at me|you sold me a fake|this is fraud|this is a scam|you lied to me
    |false advertising|it broke after one day and you do nothing|this is the third time this happened|I keep getting passed around|your support is useless|I will report you|I will go to consumer protection
    |I am going to post this on social media|I demand an apology|I demand compensation|someone must take responsibility|I am fed up with this|I have had enough|this is ridiculous|I'm furious
    |you ruined my holiday|there was a hair in my food|the room was filthy|I was treated badly|your technician damaged my wall|I was overcharged and nobody fixes it|you promised a callback and never called
    |my problem is still not solved|I've explained this five times|so unprofessional|what kind of company is this|not happy at all with how this was handled|the quality is a disgrace|I want to report an employee
    |where can I send a formal complaint|I would like to raise a grievance|you keep ignoring me|shame on you|absolutely awful experience|your product is garbage|escalate my complaint|I am angry about the delay`,
  order_status: `where is my order|where is my package|where's my parcel|track my order|track my package|order status|what is the status of my order|has my order shipped|did you ship it yet|when will it ship
    |when will my order arrive|when will it be delivered|how long does delivery take|is it arriving today|will it come tomorrow|my package has not arrived|I have not received my order|still waiting for my delivery
    |tracking number please|can I get the tracking number|the tracking has not updated|tracking says delivered but I don't have it|is my parcel lost|my shipment is stuck|can you check on my order|check my delivery
    |any news on my order|any update on my shipment|what's happening with order 1234|I ordered last week, where is it|what carrier do you use|which courier has my parcel|my order still says processing
    |why is my order on hold|is my order confirmed|did my order go through|when is the expected delivery date|estimated arrival|how far is the driver|where is my food|my delivery is late|the courier did not show up
    |has the replacement been sent|when does the preorder ship|is my item back from repair|has my order left the warehouse|did you receive my order|please look up my order|I need an update on my purchase
    |out for delivery since yesterday|what day should I expect it|is my stuff on the way|how do I follow my shipment|my order number is 8842, any progress`,
  refund: `I want a refund|refund please|can I get a refund|how do I get my money back|I want my money back|give me my money back|how do I return this|I want to return an item|can I return it|what is your return policy
    |return address please|who pays for return shipping|send me a return label|when will I get my refund|where is my refund|refund status|my refund has not arrived|how long do refunds take|I returned it but no refund yet
    |cancel my order|please cancel the order and refund me|I changed my mind|I don't want it anymore|wrong size, I want to exchange it|can I exchange this|I'd like to swap it for another color|it arrived broken, I want a refund
    |partial refund|refund the difference|refund the shipping cost|I was charged twice, refund one|reverse the charge|is the deposit refundable|can I get my deposit back|refund my ticket|cancel my booking and refund
    |refund my subscription|I cancelled but was still charged|is it refundable|can I return an opened item|the refund amount is wrong|refund to my card|will the refund go to my bank account|how many days to return
    |I bought the wrong one, can I send it back|start a return|return request denied, why|did you receive my return|store credit or refund|I need to send this back|money back guarantee|reimburse me|undo my purchase`,
  price: `how much|how much is it|how much does it cost|what is the price|what's the price of this|price please|price list|can you send me a quote|quote for ten pieces|any discount|do you have a discount|is there a promo code
    |do you have coupons|is it on sale|when is the next sale|student discount|bulk pricing|wholesale price|cheaper option|can you do better on the price|best price|lowest price|is shipping free|how much is shipping
    |delivery fee|what does the plan cost|monthly cost|price per month|annual fee|membership cost|how much per person|price per night|how much for a room|how much is a haircut|cost of repair|how much to fix a screen
    |installation cost|is there a fee|what are your rates|hourly rate|is it free|free trial or paid|does it include tax|price with tax|why is it more expensive now|price match|can I pay in installments
    |how much deposit|what would two cost|price difference between the models|how much is the ticket|entrance fee|are kids free|what do you charge`,
  opening_hours: `what time do you open|what time do you close|opening hours|business hours|what are your hours|when do you open|when do you close|are you open today|are you open now|are you open on sunday|open on weekends
    |are you open tomorrow|holiday hours|are you open on christmas|are you closed on monday|how late are you open|how early do you open|open until when|are you still open|is the store open|is the shop open right now
    |store hours please|office hours|when is support available|what hours is customer service available|are you open 24 hours|do you close for lunch|is the kitchen still open|when does the kitchen close
    |breakfast hours|until when is breakfast|when does the pool open|gym hours|museum opening times|last entry time|what time is check in|what time is check out|latest check in|can I come at nine pm|can I pick up after six
    |pickup hours|when can I collect my order|warehouse hours|are you working on friday|what days are you open|do you open on public holidays|easter opening times|when do you reopen|are you back on monday
    |closing time today|what time does the bar close|when does the branch open|clinic hours|when is the doctor in`,
  person: `human|agent|talk to a human|speak to a human|I want to talk to a person|speak to an agent|talk to an agent|real person please|connect me to a representative|representative|customer service representative|operator
    |live agent|live chat with a person|let me talk to someone|can I speak to someone|I need a human|are you a bot|you are a robot, get me a person|stop the bot|no more bots|this bot is not helping|transfer me to support
    |transfer me please|put me through to a manager|I want to speak to your manager|get me a supervisor|can someone call me|call me back|please call me|give me a phone number to call|is there someone I can call
    |I'd rather talk to a person|I want to chat with a real agent|connect me with sales|connect me to technical support|talk to billing department|I want my account manager|can a colleague take over
    |another agent please|someone else please|hand me over to staff|not a machine please|human support|human help please|is there a human here|you don't understand, human please|let me speak with the owner
    |I need to speak with a specialist|pass me to an advisor|get a real person on the line|can I have a person instead|I prefer a human agent`,
  opt_out: `stop|unsubscribe|STOP|stop sending me messages|stop texting me|stop emailing me|don't text me again|do not contact me|opt out|I want to opt out|remove me from your list|take me off the list|remove my number
    |delete my number|no more messages|no more emails please|no more ads|I don't want your newsletter|cancel my subscription to the newsletter|cancel the emails|stop the promotions|end notifications
    |turn off notifications|turn off these alerts|quit|leave me alone|stop spamming me|this is spam|stop calling me|please stop|never message me again|how do I unsubscribe|unsubscribe me|unsubscribe from all
    |I didn't sign up for this|not interested, stop writing|do not send me marketing|stop marketing messages|please remove my email|stop all|stop these reminders|no marketing|I no longer want these updates
    |block these messages|get me off this mailing list|opt me out|withdraw me from campaigns|I do not wish to receive texts|cease all communication|lose my number|stop bothering me|don't send offers|no texts please`,
  thanks: `thanks|thank you|thank you so much|thanks a lot|many thanks|thx|ty|cheers|much appreciated|I appreciate it|I appreciate your help|thanks for your help|thank you for the quick reply|thanks for helping
    |thanks for the info|great, thanks|ok thanks|perfect, thank you|awesome thank you|that helped, thanks|it works now, thank you|problem solved, thanks|you are the best|you're a lifesaver|you have been very helpful
    |so kind of you|that's very kind|thank you kindly|thanks again|thanks a million|thanks a bunch|thank you very much indeed|grateful for your support|I'm grateful|thanks for understanding|thank you for your patience
    |thanks for letting me know|thanks for the update|thanks, bye|thank you, have a nice day|no thank you|all good thanks|got it, thanks|wonderful, thanks so much|thanks mate|thanks team|bless you
    |appreciate the fast response|thank you for everything|thanks in advance|you made my day|cool thanks|that is all, thank you`,
  consent_given: `I agree|agreed|yes I agree|I consent|I give my consent|yes you may|you can contact me|you may email me|yes, text me|you can call me|sign me up|subscribe me|I want to subscribe|add me to the list|count me in
    |I accept|I accept the terms|accept the privacy policy|I have read and agree|ok to store my data|you can use my data|you have my permission|permission granted|I authorize you|I allow it|yes please send offers
    |send me the newsletter|keep me posted|notify me when it is back|let me know about sales|yes to recording|recording is fine|you may record this chat|fine with me, go ahead|go ahead|yes, go ahead
    |that is okay with me|I opt in|opt me in|yes, enroll me|please enroll me in the program|I would like to join|turn on notifications|enable reminders|you can save my details|it's ok to use my phone number
    |I'm happy to take part in the survey|yes you can share my review|approve|I approve|confirmed, I consent|sure, you can message me|yes I want updates`,
  consent_refused: `I do not agree|I disagree|I don't consent|I do not consent|no consent|I refuse|no you may not|don't call me|you can't use my data|do not store my data|do not use my information|I do not accept
    |I don't accept the terms|I decline|declined|no permission|permission denied|I do not authorize this|I withdraw my consent|I revoke my consent|take back my consent|cancel my authorization|don't record this
    |do not record the chat|no recording please|I don't want to be recorded|I'd rather not share that|I won't give my phone number|I don't want to give my email|not comfortable sharing my data|don't share my data
    |do not sell my information|no third parties|erase my personal data|delete my personal information|forget me|I never agreed to this|I never gave permission|I did not consent|I don't want to join|don't enroll me
    |no survey please|I will not take part|don't publish my review|don't use my photo|I object to this use of my data|I reject the policy|not allowed|I say no to that|no, I do not want to participate|I prefer not to
    |not giving consent|keep my data private`,
  birthday: `my birthday is May 3rd|my birthday is on the 12th of June|I was born on March 5 1990|born in September|date of birth 07/01/1985|my date of birth is|my dob is 1992-04-11|today is my birthday|it's my birthday today
    |tomorrow is my birthday|my birthday is next week|it is my birthday month|do I get something for my birthday|birthday discount|birthday gift|any birthday offers|birthday coupon|where is my birthday voucher
    |how do I claim my birthday reward|free dessert on my birthday|do you do birthday cakes|I want to order a birthday cake|birthday party booking|can we have a birthday party there|planning a birthday surprise
    |birthday dinner for eight|my daughter turns five|my son's birthday is on Saturday|my wife's birthday|my mother turns sixty|change my birthday|update my date of birth|my birthday is wrong in the profile
    |how do I add my birthday|I entered the wrong birth date|I was born on February 29|leap day birthday|I celebrate my lunar birthday|double points on my birthday|my birthday voucher expired
    |is the birthday offer valid all month|thanks for the birthday wishes|got your birthday message|birthday decorations available|candles for a birthday|do you sing happy birthday|birthday package price|birthday girl here
    |it's my husband's 40th birthday|my birthday was yesterday|is my birthday on file|I share a birthday with my sister|my birthday gift never came|born on Christmas day`,
  none: `what is the weather like|tell me a joke|what is your name|how old are you|what's the capital of France|who won the game last night|play some music|what is two plus two|I am stuck in traffic|just had lunch
    |the page does not load|I can't log in|I forgot my password|I never got the code|does it come in white|is it cotton|does it run small|where can I download the manual|how do I install it|how long is the warranty
    |can I have an invoice|change the address on my invoice|I typed the wrong address|where are you located|is there parking|are pets allowed|do I need a reservation|do you take credit cards
    |what is the difference between the two models|is it in stock|when will you restock|the screen stays black|bluetooth won't connect|it makes a strange noise|how do I set a reminder|I sent the file by email
    |here is a screenshot|let me check|I will think about it|maybe later|haha|lol|I'll ask my wife|there are three of us|large and white|no onions|I'm six feet tall, which size|safe during pregnancy|is it sugar free
    |how do I earn points|I have a new phone number|how do I create an account|what languages do you speak|book a table for two|the sun is out today`,
}
