import { branch } from './branch.ts';

export const loyalty = branch('loyalty', {
  points: {
    title: 'Points, miles and rewards',
    phrases: `points, reward points, bonus points, miles/points, clubcard*, club card, nectar, avios, skymiles, air miles, airmiles, frequent flyer*|flier*, miles _ expired|missing|credited|account|balance|earn*|redeem*|posted|ticket, missing miles, redeem miles, reward, rewards, reward scheme|program*, loyalty card*|point*|scheme|program*|bonus, stamps, cash back, cashback, perks, airmile, bonus miles, credit* _ miles, earn* _ miles|points, rapid rewards, starbucks rewards, stars on, club points, birthday reward*|treat|freebie, priority access`,
    not: `points out, at this point, fifa points, good points, valid points, bullet points, unanswered points, brownie points, power points, vbucks, cod points, points per game, points ahead|behind|lead|clear, talking points, missing the points, rewarding, data points, access points, dead stars, price points, two|three points clear, postage stamp*, food stamps, game points`,
  },
  status: {
    title: 'Membership and status',
    phrases: `gold|silver|platinum|diamond|elite|executive|premier|vip|medallion|bronze member|members|status|card|cardholder|customer|tier, elite status, status match, tier points, member since, members|member|membership _ benefit*|number|card|price|fee|renew*|expired|only|discount*, membership, prime member*, amazon prime, prime membership, prime, executive club, loyalty program*|scheme, loyalty tier, club member, costco member, a list preferred, a-list`,
    not: `prime minister, optimus prime, crew|staff|family|cast|band member*, prime time, in my prime, prime rib|beef|example|location|suspect|numbers, gold card credit, prime video, prime music, member of staff, member of the, silver lining, team members|member, a-list celeb*`,
  },
  loyal: {
    title: 'Loyal customers speak',
    phrases: `loyal customer*|member*|user*|client*|passenger*, loyal to, loyalty, been _ customer|member|subscriber|user _ for|since|years|over, customer|member|subscriber|client|user|you|them|been for|since|of|over _ years|year|yrs|decade|months|20*|19*, long time customer*|user*|member*, long-term customer*|user*|member*, longtime|longstanding|lifelong|regular|valued|faithful|repeat customer*|user*|member*|flyer|subscriber|passenger*, years of loyalty, existing|current|old customer*, always fly|use|shop|buy|order|bought|flown|used|shopped|choose|chosen with|from|at|you|your|here, only airline i|we, never fly|use|shop|anyone|another else|other|anywhere, treat _ loyal|existing, new customers, i have been a customer, my favorite|favourite airline|store|shop|restaurant|brand|company|place|app|bank, frequent flyer|flier|customer`,
    not: `new customers only`,
  },
});
