import { BAD, GOOD, NOT, branch } from './branch.ts';

const THING =
  'product|products|item|items|shoes|shirt|dress|jacket|jeans|boots|bag|sofa|table|chair|toy|tv|television|kettle|fridge|washer|machine|vacuum|mattress|bed|laptop|headphones|controller|camera|console|watch|printer|speaker|toaster|oven|microwave|phone|iphone|clothes|trainers|lamp|blender|monitor|lego|book|disc';

export const product = branch('product', {
  quality: {
    title: 'Poor quality',
    phrases: `${BAD} quality|product|products|material|build, quality _ ${BAD}|gone|down|dropped|low|lacking|declin*|control, low quality|grade, quality control, poorly|badly made|built|designed, cheaply made, cheap material|plastic|quality, flimsy, falling|fell|fall|falls|came|coming apart|bits, shrunk, shrank, faded, wear|wore|worn|lasted|broke|broken|stopped|died after|out|working|in|only|within _ week|weeks|month|months|day|days|use|wash|year, ${THING} _ ${BAD}, not fit for purpose, ${NOT} last, ${NOT} as good as, tacky, badly designed, disappointed with _ quality|product`,
    not: `quality service, sound quality is great, no falling apart, quality time, fall to`,
  },
  defect: {
    title: 'Defects and faults',
    phrases: `faulty, fault with|on|in, a fault, defect*, malfunction*, broken ${THING}|handle|zip|zipper|part|wheel|leg|button, ${THING} _ broken|broke|faulty|defective|${NOT} work*, ${NOT} work|working|works|function|functioning, not|isnt|wont|wont|doesnt|dont turning|turn|switch|power on, stopped|stop|quit|quits working, dead on arrival, doa, product recall, recall, recalled, warranty, warranties, guarantee, repair, repairs, repaired, repairing, out of warranty, broke, broken, breaks, genius bar, apple care, applecare, manufactur* fault|defect, missing parts|screws|manual|instructions`,
    not: `your|my|our|not|no|own|ur|whose|who fault, at fault, not your|my|ur fault, im broke, i'm broke, so broke, driver|car broke down, broke my heart, broke down _ car|driver, broken heart, broken english, broken promise*, recall that|when|seeing, guarantee you|that|he|they|it, working hours|days|day|today|tomorrow|hard, card|code|website|app|site|link|internet|wifi|signal _ ${NOT} work*, i|we guarantee, not working today, as i recall, broken into, breaks my heart, money back guarantee, working on it`,
  },
  missing: {
    title: 'Missing feature or request',
    phrases: `feature, features, feature request, please|pls|plz|can|could|should|would|when|why|need|needs|just you|u|yall|y'all|we|they|add|bring|make|put|release|implement|introduce|to|consider|not|dont add|bring|release|implement|introduce|adding|create|allow|support|put|make|have|get _ option|feature|back|support|button|ability|version|mode|to|for|on|available|a, add|adding|bring|bringing|put an|a|the|back|more _ option|feature|button|support|mode|ability, add support for, please add, please bring, bring back, would be nice|great|good|cool|super|awesome|helpful|lovely if|to|for, wish you|they|there|i|it|u _ had|would|could|made, if only you|there|it, need|want|should|wish|require|lacks|lacking|lack an|a|the|more|of|have|some option|feature|features|ability|diversity, as a user, suggestion, suggestions, i|would suggest, idea for you, used to be able|have, no longer works|supports|support|able|has|have, why cant|can't|isnt|dont|doesnt|is|did|arent|wont i|we|you|there|it|yall|y'all|u _ have|just|be|use|make|get|no|change|remove|removed|option, removed the, got rid of, get rid of, when will|are|is you|u|we|it|yall _ add|bring|implement|release|support, what happened to`,
    not: `wish you luck|all|well|were, safety features, feature film, please make sure, why did you cancel, any suggestions`,
  },
  compatibility: {
    title: 'Compatibility and set-up',
    phrases: `compatib*, incompatib*, ${NOT} support|supported|supports, support* android|ios|windows|mac|linux|4k|hdr|chromecast|alexa, work* with|on my|the|an|a|android|iphone|ipad|windows|mac|ios|alexa|bluetooth|tv|pc, pair|pairing|paired _ with|bluetooth|device|phone, connect* to _ tv|bluetooth|phone|car|alexa|device|computer|laptop, set|setting up my|the|it, setup, instructions, user manual, the manual, unlock* _ phone|phones|iphone|device, sync|syncing|synced, smart tv|tvs|watch, chromecast, roku, fire stick, firestick, apple tv, hdmi, adapter, adaptor, third-party, third party, mirror, cast to, usb, driver* for windows`,
    not: `out of sync, works with customers, third party seller*, set up a meeting|call|fund, sync up, rear view mirror, account set up, set up an account, wing mirror, working with my, black mirror`,
  },
  size: {
    title: 'Size and fit',
    phrases: `too small|big|tight|large|short, wrong size, sizing, size guide|chart|up|down|range, size 6|8|10|12|14|16|18|xl|xs, ${NOT} fit, doesnt fit, plus size*, true to size, what size, runs small|large|big`,
    not: `too long for|to|a, too big to|for|of, too small to, taking too long, too long ago, takes too long, taken too long, too short notice, waiting too long, wait* _ too long, too large a, way too long to, been too long`,
  },
  praise: {
    title: 'Product praise',
    phrases: `love|loving|loved|adore|enjoying|enjoyed|obsessed my|this|the|these|your|with|our|new|it|them|using _ ${THING}|app|game|phone|product|range|design|colour|color|flavour|flavor, ${GOOD}|favorite|favourite ${THING}|quality|game|purchase|range|app, ${THING}|quality is|are|was|were|looks|works ${GOOD}, love my new, love love love, loving the|my|this, in love with, so happy with, very|really|so pleased with, best ${THING}|thing|purchase|invention|app|game _ ever|bought|made, cant live without, works a treat, works like a charm, works perfectly, game changer, well made, high|good|great|excellent|top|amazing quality, cant|can't wait for|to _ new|get|try|play|use|watch|see|release, excited for|about|to, so excited, worth every|it|the|the wait, so worth`,
    not: `not|isnt|wasnt|never|dont|no _ love|good|great|high|quality|best|worth|top, used to love, would love, love it if, wish, love how you|they|your, nice game over, not worth`,
  },
});
