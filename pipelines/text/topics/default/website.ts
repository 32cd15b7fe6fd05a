import { BAD, CANT, NOT, branch } from './branch.ts';

const SITE = 'website|site|webpage|page|webpages|portal|websites';

export const website = branch('website', {
  down: {
    title: 'Website down or broken',
    phrases: `${SITE} _ down|crash*|broken|slow|busy|offline|unavailable|frozen|useless|error*|${BAD}, ${SITE} _ ${NOT} work*|load*|open*|let|respond*|allow*|show*
      ${BAD} ${SITE}, cant|cannot|couldnt access|open|reach|load|use the|your|ur ${SITE}, 404, 500|502|503 error, internal server error, ${SITE} ${NOT}, access|get|log _ your|ur|the website, website issue*|problem*|trouble, sort|fix out|your|the|ur|this website|site
      error on _ website|site, forum _ broken|down, clear|cleared|clearing my|the|your|out cookies|cache|browser, different|another|changed browser|browsers, incognito`,
    not: `on site, page me`,
  },
  checkout: {
    title: 'Basket and checkout',
    phrases: `checkout, check-out page|screen|error, shopping cart|basket, my|your|the cart|basket|trolley|bag _ empty|emptied|gone|disappeared, add|adding|added to _ cart|basket|bag, place|placing|complete|completing|submit|finish|process an|my|the|this|a order, ${CANT} _ order online|place an order, order online, ordering online, online order*
      ${CANT} _ purchase|buy|checkout, wont|doesnt|didnt let|allow me|us _ order|purchase|buy|checkout, trouble _ purchase|purchases|buying|ordering, order|purchase _ ${NOT} go through|process|submit, order wont|didnt|doesnt|never go|went through, online _ queue, virtual queue, put in a queue`,
    not: `checkout girl|lady|guy|assistant|line|lane|lanes|staff|operator|our|my|this|the new, self checkout, self-checkout, hotel checkout, check out our|my|this`,
  },
  search: {
    title: 'Finding things online',
    phrases: `search _ ${NOT} work*, search results|function|bar|filter|engine, search box, cant|cannot|couldnt|dont find|see _ website|site|app|page|link|option|button|menu|listing|section, broken link, link _ ${NOT} work*, dead link, link _ expired|broken, no option|button|link to, where is the option|button|link|page, where do i|we find|click|go|enter, wrong link|page, no way to find, ${CANT} _ find it online, listing|listings wrong|incorrect|removed`,
  },
});
