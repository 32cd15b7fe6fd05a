import { BAD, NOT, branch } from './branch.ts';

const NET =
  'internet|wifi|wi|broadband|connection|network|fibre|fiber|service|cable|signal|data|lte|4g|5g|3g|net|fios|xfinity|landline|phones|ethernet|interweb';

const LINE = 'internet|wifi|wi|fi|broadband|connection|network|fibre|fiber|net|fios|ethernet';

export const network = branch('network', {
  outage: {
    title: 'Outage',
    phrases: `outage, outages, ${NET} _ down|out|offline|off|dead|gone|disconnected, ${NET} went|goes|go|going|keeps|is|are|been|has down|out|off|going|dropping, no|without|lost|losing|lose|loosing|zero|havent|any my|the|any|our|all|home ${NET}|tv|channels, no|without|lost|losing|lose|loosing|zero ${NET}|tv|phone|cable|channels|power|electricity|service, internet|wifi|broadband|cable|signal|tv|network|data _ ${NOT} work*, is there|any|an outage|outages, blackout, blackouts, power cut*|outage*, everything|all|system|systems|whole _ down|offline, down again, down for|since|all|almost|in|every _ hours|days|day|hour|morning|week|minutes|mins|yesterday|area, still down, is|are it|anyone|your|the|everything|you|u _ down, no dial tone, scheduled|planned|system maintenance, planned works, get|getting|got my service|services|internet|cable|phone _ back|going|on|working, service|internet restored, restore _ service`,
    not: `no|without|lost|zero customer service, slow* down, no service charge, track* down, no phone number, down to earth, no power to, let|turned|shut down again, let me|us down, let down, put down, no data breach, down the drain, site|website|app|server|servers _ down, lost phone, no phone, no tv licen*, lost my phone, price|prices down, shut down, down payment, calm down, no data plan, system down`,
  },
  internet: {
    title: 'Internet and wifi in general',
    phrases: `internet, wifi, wi-fi, broadband`,
    not: `internet explorer|famous|troll|trolls, on|over|across the internet, internet sensation`,
  },
  slow: {
    title: 'Slow or unstable internet',
    phrases: `slow|slower|slowest|spotty|unstable|intermittent|unreliable|choppy|shit|terrible|crap|patchy|weak|inconsistent|${BAD} ${LINE}|speed|speeds, ${LINE}|speed|speeds _ slow|slower|slowest|spotty|unstable|intermittent|unreliable|drop*|cut*|crawl*|weak|lag*|${BAD}, internet|wifi|connection|signal|network|service keeps|keep|constantly|always _ dropping|cutting|going|breaking|disconnecting|out, speed test*, speedtest*, internet|download|upload|my|your|slow|full|advertised speed|speeds, mbps, mb/s, mb, gbps, kbps, download|upload speed*, dial-up, dialup, latency, packet loss, bandwidth, throttl*, high ping, buffering, keeps|keep|kept|constantly dropping|disconnecting|cutting, dropping out, drops out, cutting out, cuts out, internet|service|connection|signal|wifi|going|goes in and out, boot*|kick* _ offline`,
    not: `no internet, internet explorer|famous|troll|trolls, on the internet, the internet is, internet _ down, high speed train*, full speed, at speed, wifi on|in|onboard _ flight|plane|train, speed up, lost internet, lost home internet, internet went|been _ down|out, without internet, speed limit, slow service, speeding`,
  },
  signal: {
    title: 'Mobile signal, calls and texts',
    phrases: `signal, no signal, reception, coverage, dead zone|spot, no|bad|poor|weak|crap|terrible|zero|one bar|bars|reception|coverage, dropped call*, call*|calls drop*|dropping|cutting|fail|failing, ${NOT} make|receive|send|get _ calls|call|texts|text|messages, cant call|text|make|receive, text*|sms|imessage*|messages _ ${NOT} send*|sent|go*|deliver*|receiv*, sms, texting, voicemail, voice mail, 4g, 5g, lte, 3g, roaming, international calls|data|plan, tower|towers, data plan|usage|allowance|cap|limit|used, unlimited data|plan, mobile data, data allowance, apn, network coverage|issue*|problem*|bad|error, poor network, hotspot, hot spot, voip, cell service`,
    not: `mixed signals, media|news|tv|press coverage, hotel reception, wedding reception, reception desk|staff|area, signal fault* train*, signal failure*, signalling, voicemail left, signal boxes, virtue signal*, traffic signal`,
  },
  equipment: {
    title: 'Router, box and equipment',
    phrases: `router, routers, modem, modems, set-top*, set top, cable box*, tv box*, new box, both boxes, my box, dvr, dvrs, dvr's, tivo, remote control, extender, booster, gateway, mesh, ethernet, cable modem, hub _ red|light|light|flashing|router|lights, sim, sim card*, esim, sims, ${NOT} record|recording, recordings, blank recording*, reboot*, re-boot*, restart|restarted|reset _ router|modem|box|hub, unplug*, plugged|plug it|back, tv|cable _ ${NOT} work*, handset`,
    not: `sim city, the sims, sims game, sims 4|5`,
  },
  installation: {
    title: 'Installation and engineers',
    phrases: `engineer, engineers, technician*, tech|techs to|come|came|coming|out|visit|visits|appointment|never|didnt|guy|no|said|was|is, install* internet|broadband|fibre|cable|service|phone, installation, installer, installers, installed broadband|fibre|cable|internet, appointment*, field service, home visit, no-show, new line, line fault, moving house|home, move my service|broadband|internet, transfer service, port|porting|ported my|a|the|over|in|lines|number|out|phones number|numbers|line|lines|phone, ported, porting, activat* _ line|service|sim|phone|number`,
    not: `software|sound|train|railway|data engineer*, install* _ app|update|ios|software|game|windows, hair appointment, doctor* appointment, appointment _ hospital|dentist|doctor, engineering works, appointments at the doctor, app installation, game installation`,
  },
});
