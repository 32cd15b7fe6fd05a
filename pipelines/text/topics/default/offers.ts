import { NOT, branch } from './branch.ts';

const CODE = 'code|codes|voucher|vouchers|coupon|coupons|promo|promotion|discount|discounts';

export const offers = branch('offers', {
  codes: {
    title: 'Codes and vouchers',
    phrases: `promo code|codes, promocode, discount code|codes, coupon, coupons, voucher, vouchers, redeem*, code|codes _ ${NOT} work*|valid|accept*|apply, invalid code, code _ invalid|expired|used|applied, apply|applying|use|enter|using _ code|voucher|coupon
      gift card|cards|certificate|voucher, giftcard*, e-gift, free code, won a code, photo code, ${CODE} ${NOT}, referral|referrals, refer a friend, download code, beta code`,
    not: `zip code*, post code*, postcode*, area code*, qr code*, dress code*, source code, error code*, code error, code of conduct, verification code*, security code*, pin code`,
  },
  deals: {
    title: 'Deals, sales and discounts',
    phrases: `deal, deals, discount, discounts, discounted, special offer*, offer|offers _ expired|ended|available|valid|today|online, promotion, promotions, promo, sale price|items, black friday, cyber monday, prime day, on sale, in the sale, half price, half-price, buy one get|give, bogo, bogof, price match*, pricematch, student discount*, free delivery|shipping offer, offering, price drop*, dropped in price, best|great|good|amazing|mega|new offer|offers, freebie*, $1|$2|$3|$4|$5|$10|£1|£5 deal|burger|burrito|pizza|meal|menu|off|bowl, 3 for 2, 2 for 1, two for one, two-for-one, 5|10|15|20|25|30|40|50|60|70 off, free upgrade, an extra £20|10|20|15 off, money off, happy hour, clearance`,
    not: `big|great|good deal of, deal with, deal w, dealt with, no big deal, big deal, whats the deal, what is the deal, deal breaker, dealbreaker, good deal more, real deal, promotion at work, got a promotion, my promotion, sort it deal`,
  },
  refused: {
    title: 'Offer not honoured',
    phrases: `${NOT} honor|honour|honoring|honouring|honored|honoured, refus* to honor|honour, refus* _ discount|deal|offer|coupon|voucher|price, denied _ discount|deal|offer|upgrade|coupon, offer|deal|promotion|promo|discount|sale|price|credit _ ${NOT} work*|appl*|show*|honor*|honour*, promise|promised|promises _ free|discount|credit|rebate|gift|deal|voucher|price, bait and switch, false promise*, broken promise*, lied about _ deal|offer|promotion|discount|price
      were|was supposed to get|be _ free|discount*|off, never got|received _ discount|credit|rebate|voucher|gift, rebate, rebates, taking|took it|them|back promises`,
  },
  contest: {
    title: 'Contests and giveaways',
    phrases: `contest, contests, giveaway, giveaways, give-away, sweepstake*, competition _ winner*|enter|entry|entered|prize*, enter|entered|entering _ contest|competition|draw|sweepstakes, prize, prizes, win a|an|tickets|free|your, chance|chances to win, raffle, lucky draw, winner*, you won a|an, i|we|they won a|an|the|tickets`,
    not: `prize idiot*, no winners`,
  },
});
