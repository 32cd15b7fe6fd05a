import { BAD, CANT, NOT, branch } from './branch.ts';

const APP =
  'app|apps|application|ios|android|software|phone|iphone|ipad|tablet|console|game|laptop|computer|mac|macbook|xbox|playstation|ps4|ps5|watch|device';

export const app = branch('app', {
  crash: {
    title: 'Crashes and freezes',
    phrases: `crash, crashes, crashed, crashing, keep|keeps|kept _ closing, force|forced close|closes|quit|closing
      freeze, freezes, froze, frozen, lags, lagging, laggy, unresponsive, hangs, stuck on _ screen|loading|logo
      black|white|blue|blank screen, screen went|goes|is|turned|turns|stays black|white|blank, bricked
      keep|keeps|kept|keeping _ restarting|rebooting|resetting|freezing|crashing|shutting, restarts itself
      kick|kicks|kicked|kicking|boots|booted|throws|threw me|us|him|her out|off|offline, turns|turned itself off`,
    not: `frozen food|foods|meal|meals|pizza|peas|chips|fruit|veg|yogurt|yoghurt|chicken|fish|turkey|berries|movie
      freezing cold|outside|weather|temperatures, hang|hangs up, market|stock crash, plane|car|train crash*, crashed car, elsa _ frozen`,
  },
  error: {
    title: 'Bugs and errors',
    phrases: `error, errors, error message*, bug, bugs, buggy, bugfest, glitch, glitches, glitched, glitching, glitchy
      ${APP} _ ${NOT} work*, ${APP} _ broken|broke|glitch*|bug*, broken ${APP}|feature|link|update
      ${APP} _ ${BAD}, ${BAD} ${APP}, ${APP} ${NOT} open|load|respond|connect|sync|download|install|update|turn
      button* _ ${NOT} work*, oops, something went wrong, ${NOT} sync*, out of sync, messes|messed up _ ${APP}
      acting up, keeps failing, fix|fixing _ ${APP}|bug|bugs|feature|button|keyboard|camera|issue|glitch, fix your ${APP}|crap|shit
      notification* ${NOT} work*, not getting notification*, broken achievement*, autocorrect, screen|display _ ${NOT} work*
      having|have|had|got issues|trouble|problems|problem|issue with _ ${APP}|feature|keyboard|camera|button
      defaulting to, ${CANT} _ restore, stuck in a loop`,
    not: `my error, human error, trial and error, error on my part, bed bug*, bugs in my, bug in my, bug bunny, bugs bunny, bug me|you, bugging`,
  },
  loading: {
    title: 'Will not load, install or download',
    phrases: `${NOT} load|loading|loads, keep|keeps|kept loading|spinning|buffering, loading forever, takes forever to load, slow to load
      endless loading, stuck _ loading|downloading|installing, ${CANT} _ download*|upload*|install*|open the app|launch
      download* _ ${NOT} work*|start*|finish*, download failed|stuck|stopped, fail|fails|failed|failing to download|upload|load|install|open
      restart _ downloads|download, ${NOT} upload*, ${NOT} open*, ${NOT} start|launch|boot, ${NOT} turn on
      wont|doesnt let me _ download|install|update|open|play, corrupt|corrupted, spinning wheel, won't play`,
    not: `dont open|upload, cant wait _ open|opens, not open _ sunday|monday|christmas|today|tomorrow|until|till, store|shop|branch|restaurant _ not open*, bag|bottle|box|door|jar|lid _ open`,
  },
  update: {
    title: 'Updates and versions',
    phrases: `update, updates, updated, updating, upgrade my phone|ios, upgrading to ios|windows|android, ios 11*, ios 10|11|12|13|14|15|16|17|18|26, ios update*, ios11*, ios12*, ios13*, ios14*, ios15*, ios16*, ios17*, ios18*
      new|latest|recent|last|newest version|firmware|ios|build|patch, high sierra, windows 10|11, creators update, downgrade, downgraded, roll back, rollback, new patch, factory reset`,
    not: `payment|delivery update, any|an|no|some|further|status|tracking|order|delivery|more update|updates, update|updates on my|the|this|our|when, update|updated|updating me|us|my|our|you|your|address|details|email|card|payment|number|profile|password|account|delivery
      update _ please, keep|kept _ updated, tracking _ updat*, please update, hasnt|havent been updated, menu updat*, updates please, email address was updated`,
  },
  interface: {
    title: 'Design and ease of use',
    phrases: `interface, user interface, UI, UX, user friendly, user-unfriendly, unfriendly app|site|website, hard|difficult|impossible|easy|easier to use|navigate|find on, clunky, confusing app|site|website|menu|layout|screen
      new|old layout|design|look|interface|ui|menu|homepage, dark mode, font|fonts, emoji|emojis|emoticon*, icons, scroll|scrolling, redesign*, navigate, navigation, settings, go back to the old`,
    not: `navigation system, satellite navigation, credit settings, nice look`,
  },
  device: {
    title: 'Battery and device health',
    phrases: `battery, batteries, batterylife, battery life, battery drain*, drains|draining|drained _ battery, overheat*, over heating, gets|getting|got|runs|running so|very|too|really|extremely hot
      phone|iphone|ipad|laptop|watch dies|died|dying, ${NOT} charge|charging|hold, charger, charging cable|port|lead, slow phone, phone|iphone|laptop|computer|mac _ slow|slower|slowing
      storage full, speaker*|microphone|mic|camera|keyboard|headphones|headset|controller|touchscreen|bluetooth|touch screen _ ${NOT} work*, bluetooth, touchscreen, keyboard, ringer
      screen cracked|broke|shattered, cracked screen, 3d touch, face id, touch id, home button, hear _ mic`,
    not: `isnt|not|dont|doesnt charging|charge for|extra|double, dont charge _ bag|bags|delivery|extra|me|for, not charge|charging _ card|me|us|my|for|fee, weather _ hot, act of battery`,
  },
  connection: {
    title: 'Servers and online play',
    phrases: `server|servers _ down|offline|unavailable|slow|${BAD}|crash*, are|is the|your server|servers, server issues|problems|problem|error, servers, keep|keeps|kept|randomly disconnecting|disconnects, matchmaking, lobby|lobbies, psn, xbox live, online play, ping is, high ping, cant join|connect, cannot connect, connection lost|dropped|error|failed, lost|losing connection
      cant connect to, keep|keeps losing connection, hit detection`,
    not: `waiter|waitress server, our server was, hotel|bar lobby, connecting flight, cant connect you|me, disconnected _ line|number|service`,
  },
});
