import { GOOD, NOT, branch } from './branch.ts';

const SHOW =
  'show|shows|movie|movies|film|films|series|episode|episodes|season|seasons|channel|channels|song|songs|album|albums|playlist|playlists|music|stream|streams|video|videos|podcast|podcasts|game|games|programme|program|programs|content|tv';

export const streaming = branch('streaming', {
  playback: {
    title: 'Playback',
    phrases: `buffering, buffers, buffer, keeps|keep|kept buffering|pausing|stopping|skipping|cutting, ${NOT} play|playing|stream|streaming|watch, playback, play back, pixelat*, choppy, stutter*, skip|skips|skipping _ song|songs|track|tracks, audio|sound|subtitles|captions|video|picture _ ${NOT}|delay*|lag*|missing|sync*, audio|sound|picture|video cuts|cutting|drops out, out of sync, no sound|audio|picture|video, no subtitles, subtitle*, closed caption*, lip sync, video|picture quality, sound quality, resolution of, hd, 4k, shuffle, offline mode|play*, repeat button, cant|couldnt|unable|trying|tried|wont|able to|let _ watch|listen|stream|play _ ${SHOW}, watch|watching|play|stream|streaming|listen _ and|but|keeps|without error|buffering|crash*|freez*, ${SHOW} _ ${NOT} play*|work*|load*|stream*, ${SHOW} wont|not play|playing|load|stream, voice commands, resum* _ episode`,
    not: `not play* games with, not playing around, dont play with, wont play fair, dont play, not play|playing nice`,
  },
  catalogue: {
    title: 'Catalogue and channels',
    phrases: `when|where|why|will|is|are|has|have|what|did|can _ ${SHOW} _ available|coming|come|added|released|on|gone|removed|back|missing|disappear*|uk|us|here|netflix, missing|removed|add|added|adding|bring|lost|losing _ ${SHOW}, ${SHOW} _ missing|removed|gone|unavailable|disappear*|missing|available|playable, new season|episode|episodes|series, next season|episode, season 1|2|3|4|5|6|7|8|9|one|two|three, ${NOT} available in|on _ country|region|uk|us|canada|india, in my country|region, geoblock*, geo-block*, catalogue, library, local channel*, channel*, espn, nbc, abc, hbo, cbs, bbc, itv, cnn, dlc, live tv, watch* _ show|shows|series|episode|episodes|movie|movies|film|game|match|football, ${SHOW} isnt|not|arent|aint on|playable|available, playlist*, album, songs, lyrics, artist, artists`,
    not: `in my country club, public library, summer catalogue, con artist*, make-up artist, tv box*, home catalogue, argos catalogue, photo album, photo library, channel islands, english channel, no game|games, music to my ears, youtube channel, no content, no video, show up, shows up, showed`,
  },
  plan: {
    title: 'Plans and simultaneous streams',
    phrases: `family plan|account|sharing|member*, premium account|plan|user|subscription|member*|subscriber*|membership, too many devices|screens, simultaneous, device limit, screen limit, how many devices|screens, password sharing, free trial, student plan, free month*, sign up for premium, student discount*, upgrade to premium, got|have|on|bought|my|a|am premium`,
    not: `premium economy, premium price*, premium seat*`,
  },
  praise: {
    title: 'Likes what is on',
    phrases: `love|loved|loving|obsessed|enjoy|enjoying|enjoyed this|the|with|that|your|new|my|watching|listening _ ${SHOW}|tune, ${GOOD}|favorite|favourite ${SHOW}|soundtrack|tune, ${SHOW} is|was|are ${GOOD}|lit|fire|addictive, binge*, bingeing, binging, watching _ ${SHOW}, cant stop watching|listening|playing, hooked on, on repeat, discover weekly, ${SHOW} _ so good`,
    not: `not|never _ love|enjoy|good|best|great`,
  },
});
