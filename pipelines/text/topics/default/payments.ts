import { CANT, NOT, branch } from './branch.ts';

export const payments = branch('payments', {
  declined: {
    title: 'Payment fails',
    phrases: `card|payment|payments|transaction|paypal|debit|credit _ declined|rejected|refused|failed|fails|failing|error|blocked, declined, decline my, payment _ ${NOT} work*|go|accept*|process*|went, ${CANT} _ pay|payment, wont|doesnt|didnt let|allow me|us _ pay, wont take|accept my, card|paypal _ ${NOT} work*|accept*, ${NOT} accept|accepting|accepted|take|taking _ card|cards|payment|cash|paypal|debit|amex|visa, add|adding|update|updating|remove|change|link _ card|payment|bank, payment method*|option*|issue*|problem*|error, pay|paying|paid by|with|using|via paypal|card|cash|debit|visa|amex|apple, apple|google|samsung|amazon pay, contactless, chip and pin, card reader, insufficient funds, payment info|information|details, trouble|problem|problems|issue|issues _ paying|payment|payments`,
    not: `declined to comment|help, cant|not pay attention, dont pay for|more, decline in`,
  },
  overcharged: {
    title: 'Charged wrongly or twice',
    phrases: `charged|charge|charging|billed|debited|bill|paid|pay|billing|charges _ twice|double|again|2x, charged|charging|billed|debited|paid|charge _ 2|3|two|three|four|multiple|several times, double charg*, double bill*, doublecharge*, double|duplicate|extra|incorrect|unexpected|random|wrong|false|hidden|mystery charge|charges|payment|payments|transaction*|debit|bill, overcharg*, over charg*, over-charg*, overbill*, wrongly|incorrectly|falsely charged|billed, charged|charge|charging|billed|debited me|my|us|him|her|for|the|a|an|full|extra|more|wrong|from|too|i|we|with|by|without|even|and, being|got|was|been|get|getting|were|im|be|am|i charged|debited|billed, charge|charged|charging|charges on|to|from my|the|our card|account|bill|bank|statement, took|taken|taking|take|stole|stealing|steals|robbed|deducted|deduct|deducting|withdrew _ money|payment|from|account|cash, money _ taken|stolen|deducted|debited|gone, why|how was|were|am|did|do|are i|we|you|they charged|charge|paying|billed, charge|charged|charging higher|more than, never|didnt authorised|authorized|authorize|signed _ payment|charge|for|up, credited _ ${NOT}, ripped off, rip off, ripoff, rip-off, robbing, mischarged`,
    not: `isnt|not|arent|wont|wasnt charging|charged|charge for|extra|double|me, fully charged, charged up, charging cable|port|station, get charged up, charge my phone|iphone|laptop|ipad, in charge, free of charge, charge it, charge your phone, no charge, charged|charge _ battery, take payment*, took _ money _ holiday`,
  },
  refund: {
    title: 'Refunds and compensation',
    phrases: `refund, refunds, refunded, refunding, refundable, non refundable, reimburse*, money back, moneyback, want|need|where|wheres|give|keep|keeping|return|get|have|back _ my money, chargeback, charge back, compensat*, credit back, credited back, store credit, give me back, get _ money back, return* _ money, reembolso, need|want|get|give|need a|my credit|money|credits, $5|$10|$20|$25 credit, goodwill, cash back, make it right, eu261, delay repay`,
    not: `no refund needed|required|necessary, no need for|of|to _ refund, dont|didnt|not need|want|asking|after|looking _ refund|compensation, without a refund needed, cashback card, save my money, shut up and take my money, take my money, waste my money, spend my money, wasting my money, credit card, not worth my money`,
  },
  price: {
    title: 'Prices',
    phrases: `price, prices, priced, pricing, overpriced, over priced, expensive, pricey, pricy, too much money, costly, how much is|does|do|are|would|for|will|to, cost|costs me|us|too|more|so|how|a|an|is|less|of, extortionate, price hike*|increase*|rise*|gouging|jump*|went|has|have, hike*|raised|raising|increase*|doubled _ price|prices|rates|rate|bill, bill|price|cost|rate|rent|prices _ doubled|tripled|increased|increasing|higher, bill|price|prices|cost|rate _ went|gone|going up, cheaper, cheap, affordable, ticket price|prices, fares, fare, value for money, good|great|bad|poor|amazing value, not worth _ money|price, worth the price|money, waste of money, cash grab, greedy, greed, reasonable prices|price, daylight robbery, too expensive, a fortune, steep`,
    not: `price match*, cost me _ sales|customers|business|time, cheap asshole*|bastard*|ass|shot, cheap flight* to, talk is cheap, priceless, cost of living, sale price, price you pay, cost you|them _ business|customer|customers|dollars, taxi|bus fare`,
  },
  fees: {
    title: 'Fees and surcharges',
    phrases: `fee, fees, surcharge*, hidden cost*|fee*|charge*, extra cost|costs|charge|charges|money, delivery charge*|cost*|fee*, late fee*|charge*, overdraft, overdraft*, cancellation|cancelation|booking|service|processing|activation|admin|baggage|bag|change|shipping|monthly|foreign|atm|transaction|cleaning|convenience charge|charges|fee|fees|cost|costs, shipping cost*, pay extra|more for|to, paid|paying|pay extra|more, charge* _ extra|for a bag|bag|bags, customs, import duty|duties|tax, tip|tips|tipping, service charge, penalty, surge, surge pricing, surge price, interest rate*|charge*`,
    not: `tip of|top, any tips, tips on|for, customer service tip, tip for you, here is a tip, customs officer*|line|queue, penalty kick|area|shoot, useful tips, top tip*, is a _ tip, fuel surge, customer* customs, pro tip`,
  },
  bill: {
    title: 'Bills and invoices',
    phrases: `bill, bills, billing, invoice*, receipt*, statement, statements, direct debit, direct-debit, autopay, auto pay, auto-pay, monthly payment*, payment plan*, collections, debt collect*, collection agency|agencies, collections agency, past due, pay|paying|paid my|the|our|your phone|bill|cable|internet, paperless, vat, balance due, payment arrangement*, financing, installments, instalments, installment, instalment, meter reading*, smart meter`,
    not: `buffalo bills, bill gates|clinton|murray|nye, bills game|fan|fans, fit* the bill, dollar bill*, hotel and good bill, debt collections call, fire drill, public|press|official|mission statement, make|made|making a statement, bill of rights, senate bill, bill passed`,
  },
});
