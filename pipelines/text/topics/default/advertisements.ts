import { BAD, NOT, branch } from './branch.ts';

const AD = 'ad|ads|advert|adverts|advertisement|advertisements|commercial|commercials';

export const advertisements = branch('advertisements', {
  annoying: {
    title: 'Too many or annoying adverts',
    phrases: `too many|much|more ${AD}|advertising, so many ${AD}, ${BAD}|annoying|irritating|stupid|repetitive|cringe|creepy|intrusive|fucking ${AD}, ${AD} _ annoying|irritating|stupid|repetitive|${BAD}|loud|ruin*|every, same ${AD}, sick|tired|fed|bored of|up|with _ ${AD}, stop _ ${AD}, hate _ ${AD}, ad free, ad-free, ads free, without ads, pop ups, pop-up*, popups, ${AD} every, more ${AD}, ads on, ads in, play* _ ads, sponsored post|posts|tweet|tweets|content, promoted tweet*, skip _ ${AD}, ad block*, adblock*`,
    not: `ad blocker off`,
  },
  misleading: {
    title: 'Misleading advertising',
    phrases: `false advertis*, misleading, mislead, misled, false claim*, deceptive, deceiv*, advertised _ but|as|price|wrong*|${NOT}, ${NOT} as advertised, ${NOT} advertised, falsely, mis-sold, missold, mis-selling, not as described, nothing like the picture*|photo*|advert|description, trading standards, advertising standards, clickbait, sucker* _ in, lure*|lured customers, shady, fine print, small print, dishonest _ advert*`,
  },
  praise: {
    title: 'Adverts people like',
    phrases: `love|loved|loving|like|adore|enjoy _ ${AD}|campaign, ${AD} _ made me cry|laugh|smile, ${AD}|campaign is|was amazing|brilliant|great|hilarious|perfect|awesome|beautiful|genius|lovely, great|best|brilliant|hilarious|beautiful|amazing|lovely|funny ${AD}|campaign, christmas advert|ad, new|latest advert|commercial|campaign, saw|seen your|the|ur ${AD}|commercial`,
    not: `dont|not like|love|enjoy _ ${AD}`,
  },
  spam: {
    title: 'Unwanted messages and calls',
    phrases: `spam, spammed, spamming, spammy, junk mail|email|emails, unsubscribe*, mailing list, stop|quit|please emailing|texting|calling|spamming|sending|ringing|bombarding|phoning me|us|my, marketing email*|call*|text*, cold call*, robocall*, telemarket*, unwanted call*|email*|text*|message*, nuisance call*, keep|keeps|kept|keep|constantly emailing|texting|calling|ringing|spamming|sending me|us
      get|getting|got|receive|received|receiving _ text|texts|email|emails|calls from you|your, turn _ notification* off, notifications off, too many email*|text*|notification*, tweet _ sponsored, door to door, opt out, opted out, opt-out, leaflet*, flyer*`,
    not: `spam folder, in spam, my spam, check _ spam, spam box, junk folder`,
  },
});
