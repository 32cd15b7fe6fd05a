import { BAD, GOOD, LATE, NOT, branch } from './branch.ts';

const TRIP =
  'flight|flights|plane|planes|train|trains|bus|buses|coach|ferry|airplane|aircraft|departure|connection|fly|flying|plane|service|journey|trip|ride';

export const travel = branch('travel', {
  delay: {
    title: 'Delays',
    phrases: `flight|flights|plane|planes|train|trains|bus|buses|coach|ferry|departure|arrival|journey|trip _ ${LATE}|waiting|wait, ${LATE} flight|flights|train|trains|plane|bus|departure|again|by|due|over|for|1|2|3|4|5|6|two|three, delayed, delay, delays, hours|hour|hrs|hr|minute|min|mins|minutes delay|delayed, sat|sitting|stuck|sit|been|waiting on|at|in|for the|a|this|an|our|my _ runway|tarmac|plane|airport|gate|train|platform, tarmac, standstill, runway, miss|missed|missing|make|made my|our|her|his|the|a|their connection|connecting|connections|flight|train|bus, missed connection*, connecting flight*, stranded, replacement bus, rail replacement, signal failure*, signalling problem*, on time departure|arrival, ${NOT} on time, left on time, depart* _ late|schedule, what's|whats|what|is|any|idea going|happening|up|on|the|score with|to|on _ train|trains|flight|flights|line, are|will|is the|there _ trains|train|flight _ running|cancelled|delayed|time, how late`,
    not: `delivery|order|parcel|package|delivered|shipping|item|shipment|dispatch|refund|response|replying|reply|post|pizza|food _ delay*, delay* _ delivery|order|parcel|package|shipping|shipment|refund|response|reply|posting|replying|dispatch|update, sorry for|about the delay, apologies for the delay, delay it|the update|that, delay repay, miss* the train of thought, deliveries _ delayed`,
  },
  cancelled: {
    title: 'Cancelled trips',
    phrases: `${TRIP}|tickets _ cancelled|canceled|canx|cancellation|cancelation|cancel|cancelling|canceling, cancel|cancels|cancelled|canceled|cancelling|canceling _ flight|flights|train|trains|plane|trip|ride|rides|bus|connection|uber|reservation|holiday|return|journey, cancelled flight|train|flights|trains, driver|drivers|ride _ cancel*, cancel* on me|us, rebook*, re-book*, rerout*, re-rout*, grounded, bumped|kicked off|from _ flight|plane, overbook*, oversold, overbooked, denied boarding, alternative|alternate|different|later|earlier flight*|train*`,
    not: `cancelled|cancel|cancelling|canceled|cancellation _ service|services|contract|subscription|order|orders|membership|account, different service, another service, next train to wherever, earlier this, service _ cancel*, grounded coffee`,
  },
  luggage: {
    title: 'Luggage',
    phrases: `luggage, baggage, suitcase*, bag|bags _ lost|missing|delayed|left|damaged|broken|arrive*|checked|weigh*|airport|flight|belt|carousel|oversized|claim, lost|missing|checked|delayed|carry|hand|cabin|damaged|checking bag|bags, my|our|their|all bags, carry-on*, carry on, carryon*, hold luggage, overhead bin*|locker*|space, lost and found, lost found, lost property, pram|stroller|golf|wheelchair|pushchair|skis|guitar _ damaged|lost|broken, left my|his|her|our|their|a _ on|in|at|phone|plane|train|uber|cab|car|flight|wallet|bag|ipad|laptop, lost my|his|her phone|wallet|keys|bag|passport|item|jacket|ipad|headphones _ in|on, left behind, lost item|items, lost phone`,
    not: `carry on with|doing|like|losing|being|my|regardless, emotional baggage, charge* for _ bag, 5p bag*, plastic|carrier|paper|gift|tea|food|shopping|goody|sleeping bag|bags, my bag of chips|crisps, left my _ order|package|parcel, tired bags, left my job`,
  },
  booking: {
    title: 'Booking and changes',
    phrases: `book|booking|booked|rebook|reserve|reserving|reserved _ flight|flights|ticket|tickets|seat|seats|hotel|room|trip|train|holiday|table|vacation|airbnb|cruise|car|cab|ride|services, booking, bookings, reservation*, itinerar*, itenerary, itenary, ticket, tickets, e-ticket*, eticket, pnr, booking|confirmation|reservation reference|number|code|email|confirmation|system|fee, change|changed|changing|amend|switch|move my|the|a|our|an|date|name _ flight|flights|booking|ticket|tickets|reservation|dates|train|date, name _ ticket|booking|boarding, manage my|booking, trying|try|tried|want|need|like|able to book, book again|with|online|a|my|direct|through|via|urgently|it|now, holidays, my|our|family holiday, fly* with|to|from|out _ in|on|june|july|next|you, flight home, travelling|traveling|travel to|from, scheduled ride, route, routes, new route`,
    not: `ticket number|id _ support|case, support ticket*, trouble ticket*, open* _ ticket*, raise* a ticket, parking ticket*, good|great|new|my|a book, book club, facebook, reading, book series, comic book, audio book, tickets to|for tonight's, lottery ticket*, router, bank holiday, happy holiday*, holidays are, concert ticket*, enroute, ticket* _ game|concert|worldseries|gig, route 66, limited tickets`,
  },
  checkin: {
    title: 'Check-in',
    phrases: `check-in, check in, checking-in, checking in, checked in, checkin, boarding pass*, boarding card*, online check-in, mobile boarding, passport control|details, visa requirement*|application, self-service kiosk*, kiosk, kiosks, bag drop, security line|queue|check|lines, tsa, precheck, pre-check, immigration, known traveler`,
    not: `passport office, check in on|with|my|your|the|later|again|tomorrow|a, checking in on|with|to see, just checking in`,
  },
  seat: {
    title: 'Seats and upgrades',
    phrases: `seat, seats, seating, seated, legroom, leg room, window seat|aisle, aisle seat, middle seat, exit row, upgrade*|upgraded|upgrading _ business|first|class|premium|flight|seat|economy, got|get|getting|just|free|complimentary|an|been|an|seat|much|for upgrade|upgraded|upgrades, bulkhead, first class, firstclass, business class, economy, premium economy, recline*, sit together, sit|sitting next to, seat selection, no seats, standing room|all, stand all, overcrowded, over crowded, crowded, rammed, packed train|carriage|like, carriages, carriage, short formed, coaches instead, two|2|3|4|three coaches|carriages, cattle class`,
    not: `car seat*, back seat driver, in the driving|hot seat, upgrade to|my|phone|iphone|iphone|windows|plan|program|eligib*|contract|ios|your|software, upgrade* _ phone|iphone|device|plan|ios, phone upgrade, baby seat, toilet seat, the economy, economy is|of, first class stamp*|post|mail, booster seat, an upgrade on my phone, upgrade my phone, just upgraded to|my, just upgraded, seat belt*, gig economy`,
  },
  boarding: {
    title: 'Boarding, gates and airports',
    phrases: `boarding, board the|a|our|this|my|another plane|flight|train, un-board*, deplan*, disembark*, boarded, gate, gates, gate agent*|change*|staff|number|closed, lounge, lounges, terminal, terminals, airport, airports, priority boarding, standby, stand by list, layover, layovers, platform 1|2|3|4|5|6|7|8|9|10|change*|alteration, station, stations, jfk, lax, lhr, heathrow, gatwick, euston, ohare, o'hare, atlanta airport, sfo, dfw, ord`,
    not: `boarding pass*|card*, board game*, board of, board meeting, on board with, platform game*, petrol|gas|radio|tv|police|power|fire|work|charging station*, terminally, chaise lounge, dining lounge, bill gates, play* station, lounge chair|suite, garden gate, play station, defaulting to the terminal, stargate, boarding school, front gate, side gate`,
  },
  journey: {
    title: 'Flights and journeys in general',
    phrases: `${GOOD}|${BAD}|smooth|rough|bumpy|long|first|last|late|full|next|my|our|your|this|the|a|return|every|each|same|connecting flight|flights
      airline, airlines, flown, flying with|on|to|from|out|home|back|today|tomorrow|first, fly with|on|from|to|out|home|again|you|your, flights to|from, landed, landing, take off, takeoff, took off, nonstop, non-stop flight`,
    not: `landing page, landing on my, captain america, took|take off my|the, fruit fly, takeaway, drinks flight`,
  },
  onboard: {
    title: 'On board',
    phrases: `flight attendant*, flight attentant*, cabin crew, inflight, in-flight, in flight, onboard wifi|entertainment|food|meal, on-board, on board wifi|service|food|entertainment, wifi on|in|onboard _ flight|plane|train|board, plane|flight|train|airline|airlines|airplane _ wifi, entertainment system|screen, plane food, airline food, meal on|for _ flight, turbulence, air con, aircon, air conditioning, no air|heating|heat, toilet|toilets|lav|loo|loos|bathroom|restroom _ train|plane|flight|broken|dirty|closed|work*, pilot, pilots, captain, stewardess*, cockpit, emotional support, service dog*|animal*, dog|dogs|pets _ plane|flight|cabin|seat, free drink* _ flight|tonight, flight crew`,
    not: `landing page, captain america|obvious|marvel, took off my|the, take off my|the, fly in my, on the fly, fruit fly, landing on my, auto pilot, pilot scheme|episode, no-fly, fly tip*`,
  },
});
