import { NOT, branch } from './branch.ts';

export const bank = branch('bank', {
  transfer: {
    title: 'Transfers and deposits',
    phrases: `transfer|transfers|transferred|transferring _ money|funds|account|bank|payment|balance, money|bank|wire|balance transfer|transfers, wire transfer*, direct deposit*, deposit, deposits, deposited, mobile deposit, zelle, venmo, standing order*, faster payment*, send|sent|sending|receive money, money _ ${NOT} arrived|showing|cleared|there, pending transaction*|payment*|deposit*, funds, payment|payments pending|not showing, cheque, cheques, cash _ check, check bounced|cleared, paycheck, wages, withdraw*, withdrawal*, payee`,
    not: `transferred|transfer me|my call|us|call|to another|to the|from, transferred _ department|times, transfer my number, deposit on the holiday, deposit for the room, bottle deposit, refund* deposit`,
  },
  card: {
    title: 'Cards and cash machines',
    phrases: `credit|debit|bank|visa|mastercard|amex|prepaid|atm card|cards, new card, my card, lost card, replacement card, card _ stolen|lost|blocked|expired|arrived|activated, blocked my card, block* _ card, atms, the|an|your|at|any atm, atm machine*|withdraw*|fee*|limit, cash machine*, cashpoint*, contactless limit, pin number, credit limit, cash back card, cashback card, blue cash, platinum card, gold card, activate _ card`,
    not: `my card game*, my card reader, report card, my card collection, sim card, gift card, birthday|christmas card, my sim card, library card`,
  },
  lending: {
    title: 'Loans, mortgages and credit',
    phrases: `loan, loans, mortgage*, credit score*|rating|report|check|history|bureau|application, hard pull, overdraft limit, apply|applied|applying for _ loan|card|mortgage|credit, interest rate*, remortgage*, apr, refinanc*, repossess*, foreclos*, savings account, savings rate, isa, credit union`,
    not: `on loan from`,
  },
  dispute: {
    title: 'Disputes and claims',
    phrases: `dispute, disputes, disputed, disputing, claim, claims, open|opened|filed|file|filing|raised|raise|made a|an claim|case|dispute|insurance, insurance, buyer protection, seller protection, insurance claim, deny|denied my|the|our claim, resolution centre|center, section 75, police report`,
    not: `claim to|that|you|they|it|they're|he|she|its, claims to|that|it|he|she|they|you, you|they|he|she|who|ups|which claim|claims, baggage|bag|luggage claim, claim to fame, dispute that, baggage reclaim`,
  },
});
