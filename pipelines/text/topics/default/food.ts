import { BAD, GOOD, branch } from './branch.ts';

const FOOD =
  'food|burger|burgers|pizza|pizzas|burrito|burritos|bowl|bowls|chips|fries|chicken|salad|sandwich|sandwiches|meal|meals|coffee|tea|drink|drinks|steak|rice|bread|milk|meat|fish|cake|soup|pasta|lasagne|fruit|veg|vegetables|breakfast|lunch|dinner|guac|guacamole|avocado|avocados|queso|taco|tacos|beans|bacon|sausages|sausage|eggs|egg|cheese|sauce|salsa|wings|nuggets|cookie|cookies|donut|donuts|latte|turkey|beef|pork|lettuce|sub|wrap';

export const food = branch('food', {
  quality: {
    title: 'Food is bad or cold',
    phrases: `${FOOD} _ cold|stale|soggy|raw|burnt|burned|dry|undercooked|overcooked|bland|tasteless|salty|greasy|hard|rotten|mouldy|moldy|mould|mold|disgusting|gross|nasty|inedible|off|old|rancid|watery|${BAD}, cold|stale|soggy|raw|burnt|burned|undercooked|overcooked|bland|greasy|rotten|mouldy|moldy|disgusting|gross|nasty|inedible|rancid|${BAD} ${FOOD}, undercook*, overcooked, tasteless, inedible, mouldy, moldy, mould, gone off, went off, out of date, past _ date, expired food|milk|product, use by date, best before|by, sell by, tastes|taste|tasted|smells|smelled|smelt|smell like|of|bad|awful|funny|weird|horrible|disgusting|off|rank, not fresh, isnt fresh, stone cold, freezing cold _ food, dry _ chicken|turkey|rice`,
    not: `went off on|at|the, cold drink*|brew|coffee brew|weather, cold feet, iced, hard cheese, best by far, cold milk, cold beer, raw meat, gone off the`,
  },
  foreign: {
    title: 'Foreign body or illness',
    phrases: `food poison*, foodpoisoning, made|making|makes|got|felt|feel|been|getting me|us|so|very|my|him|her|really|violently sick|ill, sick|ill from|after _ eating|food|your, hair|plastic|bug|bugs|insect|insects|glass|metal|bone|bones|worm|worms|maggot|maggots|fly|spider|mouse|rat|cockroach|roach|mold|mould|slug|caterpillar|stone|wood _ in|inside _ ${FOOD}|bag|box|packet, found a|an|some|this _ in|inside my|our|the ${FOOD}, allerg*, gluten, coeliac, celiac, nut|nuts|dairy|lactose allergy|free|intolerant, cross contamination, e coli, ecoli, salmonella, listeria, norovirus, tummy ache, stomach ache, threw|throwing up, contaminat*, hygiene`,
    not: `pet hair allergy _ flight, makes me sick, make me sick, you make me sick, sick of, sick and tired, home sick, allergic to stupid`,
  },
  portion: {
    title: 'Portions and recipe changes',
    phrases: `portion*, small portion*, shrinkflation, half empty, half full, half-empty, skimp*, stingy, barely any|filled|full, tiny ${FOOD}|portion|portions, less ${FOOD}|product, shrunk _ ${FOOD}|bar|pack, hardly any ${FOOD}|filling|meat, not enough ${FOOD}|sauce|cheese|filling, considered large, change*|changed the|your _ recipe|menu|ingredient*, ingredients, recipe, recipes, new recipe, nutrition*, calorie*, vegan, vegans, vegetarian, vegetarians, veggie, plant based, plant-based, menu, menus, halal, kosher, keto, sugar free, organic, new flavour*|flavor*, no chips|guac*|fries|sauce|cheese|cutlery|fork|forks|napkins|straw|meat|chicken|lids, extra guac*|cheese|meat`,
    not: `menu bar|button|screen|option*, start|drop|settings|main|phone menu, half empty train|plane|flight|shelves|box, phone menu, context menu, disaster recipe, recipe for disaster`,
  },
  praise: {
    title: 'Likes or wants the food',
    phrases: `delicious, yum, yummy, tasty, tastes|tasted ${GOOD}, mouthwatering, love|loved|loving|craving|crave|want|need|miss|enjoying|enjoyed|enjoy|get|got|eating|getting|grab|grabbing some|a|my|your|this|the|these|me|our|that|free|an _ ${FOOD}, ${GOOD}|favorite|favourite|fresh ${FOOD}, ${FOOD} _ ${GOOD}|delicious|yummy|tasty|perfect|fire|hot, so hungry, hungry, addicted to, yum*, nom, eat at|here|there, best ${FOOD}`,
    not: `not|isnt|wasnt|never|didnt _ good|great|hot|fresh|delicious|tasty|nice|best, not very|so good|nice|tasty, get my drink*|food|meal voucher, no food, dont|didnt get|got, want my _ refund, get your food, hungry kids, get my food, ${FOOD} _ not|isnt|wasnt`,
  },
});
