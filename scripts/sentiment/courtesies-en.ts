import { type Bank, list } from './courtesy-bank.ts'

export const en: Bank = {
  patterns: {
    neutral:
      list(`{no}|{no}, {after}|{no}, {thanks}|{thanks}, {no}|{no}. {ask}?|{after}, {no}|hi, {no}|ok, {no}, {after}|{sorry}, {ask}?|{sorry}, {slip}. {ask}?|{slip}, {ask}?|{slip}|{sorry}, {slip}|{slip}, {no}|{ask}?|{ask}? {no}
      |If {not}, {fallback}|{ask}? If {not}, {fallback}|if {not}, {fallback}, {thanks}|what if {not}?|what happens if {not}?|would it be a problem if {not}?|is it a problem if {not}|do you mind if {not}?|I don't mind if {not}
      |{offer}|{offer}, {thanks}|{sorry}, {offer}|Hello, {offer}|{offer}. {no}|{offer}. {wish}|{wish}|{wish}, {thanks}|{wish}. {no}|I'm afraid {not}, {ask}?|unfortunately {not}, {ask}?|I was worried about {fear}, {ask}?|is there a risk of {fear}?|how do I avoid {fear}|{nothing}, {but}|{sorry}, {nothing}, {but}|{nothing}. {but}, {ask}?|{but}, {nothing}|{but}, {no}|{sorry}, {but}|{absent}, {so}|{sorry}, {absent}, {so}|{absent}, {ask}?|{pain}, but {ask}?|{pain}, {slip}, {ask}?|{report}|{report}, {resolve}?|Hi, {report}. {resolve}?|{report}. {resolve}? {thanks}|{sorry}, {report}, {resolve}?|{report}, {no}|{resolve}?|does it help against {fear}?|it wasn't your fault, {slip}`),
    positive: list(
      `{no}, {praise}|{praise}, {no}|{praise}, {thanks}|nothing to complain about, {praise}|{praise}, no complaints|never a problem with you, {praise}|not bad at all, {praise}|no regrets, {praise}|can't fault it, {praise}|{praise}, could not be better`,
    ),
    negative:
      list(`{nomore}, {anger}|{anger}, {nomore}|{anger}|Hello, {anger}|nobody {help}|not once has anybody {help}|no one ever {help}|{anger} and nobody {help}|thanks, {ironic}|{ironic}|you said no problem, but {anger}|don't tell me not to worry, {anger}|sorry is not enough, {anger}|sorry, but {anger}|{anger}, {anger}|{rhetoric}|{rhetoric}, {anger}|{anger}. {rhetoric}
      |unfortunately {anger}|I'm afraid {anger}|I am {upset}|I am {upset}, {anger}|{wait} and still nothing|{wait}, when will you finally {do}|{report} and nobody {help}|{report}, {rhetoric}|{report}, {anger}|{report} and I am {upset}|{wait}, {report}, {anger}|we are {upset} with your {goods}|{upset}, {anger}|I feel {upset}|this leaves me {upset}`),
  },
  slots: {
    no: list(
      `no problem|no problem at all|no worries|no worries, really|not a problem|no need|no need for that|no thanks|no thank you|not needed, thanks|not necessary|no rush|no hurry|there is no hurry|nothing urgent|it's not urgent|never mind|don't worry|don't worry about it|not to worry|it doesn't matter|that doesn't matter|I don't mind|not a big deal|no big deal|no trouble at all|no harm done|nothing else|nothing else, thanks|nothing to add|no changes from our side|no further questions|no objections|no offence taken|no hard feelings|don't bother|you don't have to|not at all|you're welcome, no trouble|no bag please|no receipt needed|not bad|not bad at all|not yet|not today|not this time|none for me|it's not your fault|you did nothing wrong|no apology needed|all good|that's fine|we are not in a hurry|no preference|no special wishes|can't complain|we can live with that|no need to reply|no need to call`,
    ),
    after: list(
      `I can wait|take your time|next week is fine|I'll do it myself|I will come by|I already have one|it works now|I found it|whenever suits you|as before, please|I'll think about it|just let me know|I will pick it up|it can wait|I understand|we can move it|just wondering|keep the change|leave it as it is|I'll get back to you|we chose another one|it happens|happy to help|any time|see you on Friday|the end of the month is fine|we will manage`,
    ),
    thanks: list(`thanks|thank you|many thanks|thanks a lot|thank you very much|cheers|thanks anyway|thanks for asking|much appreciated`),
    sorry: list(
      `sorry|sorry to bother you|sorry to trouble you again|excuse me|my apologies|sorry for the late reply|apologies for the confusion|sorry for asking again|one more question, sorry|pardon me|sorry, my mistake|sorry for the short notice|sorry for writing again`,
    ),
    ask: list(
      `could you resend the {thing}|can I still {do}|how do I {do}|would you mind checking the {thing}|is it too late to {do}|where do I send the {thing}|do I need the {thing} to {do}|do you still have the {goods}|can the {goods} be repaired|how much is a new {goods}|is there a fee|would Saturday be possible|can I return the {goods}|could you walk me through it|what do you recommend|could someone call me|who should I ask|when do you close|is there another way to {do}|could you send me a new {thing}|which {goods} would you suggest|does the {goods} come with batteries|do you ship abroad|could you confirm the {thing}|can I {do} without the {thing}|are there any {goods}s left|can it be moved to next week|how do I stop the renewal|what does it cost to {do}|may I bring a friend|how long would it take|is it covered`,
    ),
    thing: list(
      'invoice|code|contract|receipt|manual|password|form|link|tracking number|booking|deposit|address|voucher|certificate|attachment|password letter|key|warranty card|agreement|ticket|schedule|report|key card|confirmation',
    ),
    goods: list(
      'lamp|chair|table|mug|towel|tent|printer|phone|kettle|bike|jacket|cake|camera|sofa|suitcase|fridge|speaker|vase|bowl|plate|helmet|battery|lid|drill|blanket|window|machine|sample',
    ),
    do: list(
      'cancel|pay|register|join|exchange it|change the date|move the appointment|order|sign|collect it|renew|book|install it|upgrade|return it|apply|reset it|log in|deliver|get a copy',
    ),
    slip: list(
      `I lost the {thing}|I forgot the {thing}|I typed the wrong {thing}|I broke the {goods} by accident|I dropped the {goods} myself|I can't find the {thing}|I don't know how to {do}|I have never used one before|I didn't get the {thing}|I missed your call|I mixed up the dates|I have no {thing}|I am ill on Friday|I can't make it tomorrow|I won't be home before seven|it was my own fault|I ordered one too many|I ran out of time to {do}|I am not sure how to {do}|I do not understand the {thing}|the {thing} expired|the {thing} does not open|I deleted the {thing}|the {goods} is too small for us|I am stuck in traffic|wrong person|I got lost on the way|I misread the {thing}|the {goods} wore out after ten years`,
    ),
    not: list(
      `it is not possible|it doesn't fit|you have no {goods}|you don't have it|it's sold out|I cancel|I am late|I pay later|that is too late|there is no {thing}|it rains|it doesn't work out|the colour is wrong|nobody is home|I can't come|you are closed|we are only three|it gets lost|it breaks|I lose the {thing}|you cannot {do}|I bring a dog|we have to cancel|it is out of stock|that is too much trouble|the minimum is higher`,
    ),
    fallback: list(
      `no problem|another colour is fine|we will wait|please let me know|just leave it|I will ask elsewhere|next month is fine too|I'll take the small one|I understand|that's fine|we can adjust|please cancel it|leave it with a neighbour|we can live with that|please tell me in advance|what would you suggest|I would not mind|then we keep it as it is|I can pick it up|please don't worry`,
    ),
    offer: list(
      `could I have a quote for {n} {goods}s|please send us an offer for {n} {goods}s|we would like a quote for {n} {goods}s|what would {n} {goods}s cost|I need a price for {n} {goods}s|do you give a discount on {n} {goods}s|we are looking for {n} {goods}s, what is the lead time|can you quote {n} {goods}s without printing|I'd like an estimate for a new {goods}|how much would it be to repair a {goods}|we need {n} {goods}s before Christmas, is that possible|please quote your best price for {n} {goods}s|what is the minimum order for the {goods}|request for quotation: {goods}, {n} pieces`,
    ),
    n: list('20|40|100|12|250|60|two|500|eight|thirty|15|1,000'),
    wish: list(
      `no gift box please|no onions please|without sugar, please|please don't ring the bell|please do not bend|no nuts, I am allergic|nothing too sweet please|no stairs please, my father is in a wheelchair|please do not call before nine|no plastic, please|not the red one|no meat for two of us|please don't leave it outside|no printing on it|nothing spicy for the kids|no sharp edges please|please do not send them to the old address|not on Mondays please|no need for a carrier bag`,
    ),
    report: list(
      `my order from {when} has not shipped yet|the {goods} has not arrived|the tracking has not moved since {when}|the page still says pending|the {goods} arrived with a crack|the {goods} came without the lid|one part is missing|I got the wrong colour|the box was fine but the {goods} has a scratch|the refund is not in my account yet|the {goods} does not switch on|there is a typo in the {thing}|the {goods} I bought {when} makes a noise|it says delivered but it is not here|the technician has not called yet|the {goods} shrank a little in the wash`,
    ),
    nothing: list(
      `there is nothing wrong with the {goods}|it isn't broken|it's not a complaint|it's not about the price|money isn't the issue|quality is not the problem|it's not your mistake|I'm not upset|I don't want a refund|I'm not complaining|no trouble on our side|it isn't urgent|we have nothing against it|it's not that I don't like it|nothing bad happened`,
    ),
    but: list(
      `I just took the wrong size|I clicked the wrong thing|I only want to ask|it's more a question of time|I simply need another colour|I bought one too many|I'd like the smaller one|it's just too big for our kitchen|I only want to make sure|I misread the label|we changed our plans|something came up at home|I changed my mind|I spoiled it myself|maybe I am doing it wrong`,
    ),
    absent: list(
      `my daughter is coughing|my son is ill|I have a cold|I twisted my ankle|the car broke down|my flight was cancelled|there is a power cut here|my father is in hospital|I have a headache|something came up at work|my knee hurts|we had a death in the family|I have a fever|my tooth aches|the train is late|I am away that day|I am stuck at work`,
    ),
    so: list(
      `she will not come to class today|so I need a day off|could we move the appointment|so I can't make it tomorrow|please cancel my booking|can we do it online instead|could you hold the room until tomorrow|may I come later|could we do it a day earlier|I will skip training today|so please start without me`,
    ),
    pain: list(
      `I hate to bother you|I hate to ask|I feel bad for asking|I don't want to be a pain|sorry to be a nuisance|forgive the stupid question|this may be a silly question|I'm terrible with computers|I am hopeless at this|bad timing, I know`,
    ),
    when: list('Monday|the third|last Friday|yesterday|the beginning of the month|the 20th|last week'),
    resolve: list(
      `could you check|could I get a replacement|what should I do|can I exchange it|shall I send it back|could you look into it|is that normal|when should I expect it|whom should I ask|could you ask the warehouse|is there anything I can do`,
    ),
    wait: list('three weeks of waiting|I have been waiting since May|five calls|a month now|two hours on hold|after six mails'),
    fear: list(
      'scratches|rust|damage|leaks|losing my data|breaking it|stains|mould|noise|shrinking|allergies|a late delivery|theft|overheating',
    ),
    praise: list(
      `it works perfectly|the kids love it|great service|I'm happy with it|it came quickly|it looks lovely|you have been very kind|the team did well|it was a nice stay|it tastes great|I would order again|we enjoyed it|you helped me a lot|it fits well`,
    ),
    nomore: list(
      `don't bother calling again|no more excuses|I won't wait any longer|never again|I am done with you|no, that is not good enough|don't ask me to be patient|I don't want a voucher|I will not pay for this|save your apologies|no more of this`,
    ),
    anger: list(
      `I want my money back|the {goods} is broken again|the {goods} arrived smashed|the {goods} fell apart|the {goods} never came|I have been waiting for weeks|you keep ignoring me|this is terrible|this is unacceptable|the staff were rude|your support is useless|you charged me twice and refuse to refund|you lost my {thing} and don't care|it ruined our holiday|the food was disgusting|I regret buying the {goods}|it is a complete waste of money|it stopped working after two days|I am sick of this|what an awful {goods}|the room was filthy|you lied to me|the repair made it worse|half of it was missing|I have called six times|you wasted my day|I am furious|your driver didn't show up|nothing works|I have had it with you people|what a shambles|this is outrageous|I am appalled|the food was inedible|it is total rubbish|your staff were arrogant|you ruined my coat|this is a rip-off|your system is always down|I have never been treated so badly|it is absolute junk|you put nuts in it although I told you not to|you raised the price without warning|nobody there knows anything|you deny everything|this is a disgrace|I am disgusted|it leaks and squeaks|we can't work like this|you keep cancelling on us|the cleaner broke our vase and lied|we got food poisoning|you people are hopeless|it is pathetic|it died after a week|I am losing my patience|enough is enough|I have lost all trust in you|you pass the buck|you are crooks|this is beyond a joke|you deleted my files|it gave my child a rash|my back is killing me from that bed`,
    ),
    help: list(
      'answers|helps|calls back|cares|shows up|replied|apologised|fixed it|explains anything|picked up the phone|told us the truth|took it seriously',
    ),
    ironic: list(
      `thanks for ruining my weekend|thanks for wasting my time|thanks for the broken {goods}|great, another delay|wonderful, it broke again|nice of you to lose my {thing}`,
    ),
    rhetoric: list(
      `how long do I have to wait|is this a joke|what is wrong with you|do you even read my messages|why does nobody answer|how can you be so careless|is that how you treat customers|when will you finally pay me back`,
    ),
    upset: list(
      `very unhappy|extremely disappointed|so angry|really upset|deeply dissatisfied|fed up|frustrated|so disappointed|not happy at all|very annoyed|not satisfied at all|let down|completely fed up|appalled|outraged|disgusted|livid|sick and tired of this|beyond frustrated|really cross|shocked at the service|insulted`,
    ),
  },
  mail: {
    greetings: list(
      'Hello,|Hi,|Hi there,|Dear team,|Dear Sir or Madam,|Good morning,|Good afternoon,|Dear support,|Hello again,|To whom it may concern,',
    ),
    sentences: {
      neutral:
        list(`{offer}.|We run a small shop and {offer}.|{ask}?|I would like to know: {ask}?|Also, {ask}?|{slip}, so I wanted to ask: {ask}?|{slip}.|If {not}, {fallback}.|{wish}.|There is no hurry.|It is not urgent, next week is fine.|{report}.|{report}, {resolve}?|{resolve}?|Please find the {thing} attached.|The {thing} arrived, nothing was missing.|We do not need the {goods} before June.|Please let me know if anything is missing.|{sorry}.|I was wondering whether you still sell the {goods}.|Do not hesitate to call me.
        |No changes to the {thing} from our side.|I have had the {goods} for years and never had a problem.|One of us does not eat meat.|I could not find the {thing} on your site.|My old number is no longer in use.|We will be three instead of five.|I hope this is not too much trouble.|It has nothing to do with you, I am moving abroad.|I understand if it is not possible.|Unfortunately I cannot come on Tuesday.|The price is fine for us.|Thank you for your quick answer.|I am not sure which {goods} I need.|The {goods} is still going strong, only the {thing} got lost.`),
      negative: list(
        `{anger}.|Now {anger}.|I have written four times and {anger}.|I am very unhappy with your service.|We are extremely disappointed.|This is the worst {goods} I have ever bought.|Please refund me at once.|I expect an apology and my money back.|{anger} and nobody {help}.|I am writing to complain about the {goods}.|We will not order from you again.|Your technician was rude and left a mess.|This is no way to treat people.|Each time I am told a different story.|{rhetoric}?|It ruined our evening.|I am fed up with your excuses.|The {goods} you sent is useless.|Still no answer, which is unacceptable.`,
      ),
    },
    closings: list(
      'Kind regards|Best regards|Thanks|Many thanks in advance|Best wishes|Yours faithfully|Thank you for your help|Looking forward to hearing from you|Cheers|All the best|Regards, the office|Accounts department|Purchasing',
    ),
  },
}
