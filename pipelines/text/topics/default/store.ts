import { BAD, GOOD, branch } from './branch.ts';

const SHOP =
  'store|stores|shop|shops|branch|branches|restaurant|restaurants|supermarket|location|locations|cafe|outlet|place|superstore';

export const store = branch('store', {
  hours: {
    title: 'Opening hours and locations',
    phrases: `opening times|hours|time, open|close|closing|closed|closes|opens|opening at|on|until|till|early|today|tomorrow|sunday|christmas|time|times|times|hours|yet|for|new|late _ today|tomorrow|sunday|christmas|am|pm|morning|day|tonight, ${SHOP} _ open|opening|closed|closing|close|closes|hours, what time|when|are do|does|are|is|will|you|your you|your|the|u|it|open|y'all|they|stop|guys open|close|opening|closing|closed, business hours, store hours, new ${SHOP}, nearest|closest|local|near ${SHOP}|one|me|branch, no ${SHOP} near|in|here|around, open a ${SHOP}, store locator, store in|at|on, come to|back to my|our|town|city|area|ireland|canada`,
    not: `open a|an|the case|claim|ticket|account|dispute|link, place an order, no place, open* the app, app store, new place, open at the, open on my, come back to me|you|us, new location, play store, open my|the, online store, location settings, closed my|for the account, branch manager, case closed, google play store, itunes store, xbox|psn|playstation|ps store`,
  },
  experience: {
    title: 'In-store experience',
    phrases: `in-store, in store, instore, ${SHOP} manager|staff|employees|employee|assistant|team|associate, at|in|from your|the|my|our|this|ur|a _ ${SHOP}, self checkout*, self-checkout*, tills, the till, till|tills open|closed|staff|queue, cashier*, checkout girl|lady|guy|assistant|line|lane|lanes|staff|operator, ${BAD} ${SHOP}, ${GOOD} ${SHOP}, went|going|go|been|visit|visited|walked|gone|came into|to|in|your|the _ ${SHOP}, more|enough staff, understaffed, short staffed, short-staffed, parking, car park, carpark, trolley*, changing|fitting room*, shelves, aisle, aisles, drive-thru, drive thru, drive-through, drive through, petrol station, click and collect, click collect, fast track, fast lane, curbside, click collect, collection point, collect in store, pharmacy, security guard*, line is|was, bakery, supermarket`,
    not: `app store, aisle seat, window aisle, in place, at the place, in store for me, play store, in the first place, what's in store, whats in store, in the right|wrong|same|first place, xbox|psn|playstation|ps|online|itunes|google|apple store, middle aisle, plane aisle, take place, took place`,
  },
  clean: {
    title: 'Cleanliness',
    phrases: `dirty, filthy, unclean, unhygienic, unsanitary, not clean, wasnt clean, smelly, stinks, stank, stinking, cockroach*, roaches, mice, rats, bed bugs, bedbugs, rubbish|trash|litter everywhere|all|on|piled, mess everywhere, toilet*|bathroom*|restroom* _ ${BAD}|dirty|filthy|clean|state|stink*|smell*, tables _ dirty|cleared|clean, health inspector, dirtiest, health code, needs a good clean`,
    not: `dirty trick*|money|chai|joke|fries|look|look|word, play* dirty, plays dirty, dirty dancing, computer mice`,
  },
});
