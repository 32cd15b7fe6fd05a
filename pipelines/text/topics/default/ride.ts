import { branch } from './branch.ts';

export const ride = branch('ride', {
  driver: {
    title: 'Drivers',
    phrases: `uber|lyft|cab|taxi|ola driver|drivers, driver|drivers _ rude|late|cancel*|refus*|lost|wrong|drove|drive*|drunk|stole|hit|texting|phone|dangerous|reckless|speeding|never|didnt|wouldnt|call*|ask*|took|broke|nice|great|awesome|charge*|rating|english|away|shows|arrived|waiting|location|turned, my|your|ur|the|our|a|some|one|this|these|their driver|drivers, lyft, rider, riders, ride share, rideshare, taxi, taxis, cab, cabs, chauffeur, drivers are`,
    not: `printer|graphics|audio|windows|driver update driver*, delivery driver*, driver update, train driver, pizza driver, driver* licen*, cab sauv*, driver for windows|my printer`,
  },
  pickup: {
    title: 'Pick-up, route and wait',
    phrases: `pick|picked|picking me|us|up|him|her up|me|us, pickup, pick-up, drop off, drop-off, dropped me|us|off off, wrong route|way|street|turn|pickup|destination|direction, longer|long route, minutes|mins|minute|min away, no cars|drivers|cabs|rides|car, no drivers available, find a|my|our|an driver|ride|address|cab|car|uber, turned down the, uber ride*, lyft ride*, scheduled ride*, ride|rides _ cancel*|charge*|home|late|price|driver, my ride, pool|uberpool, ubereats, uber eats, in an|my|your|the uber|lyft|cab|taxi`,
    not: `pick up the phone, pick up your game, pick up phone, picked up the|a phone, pick up my|the order|phone, swimming pool, pool table, joy ride`,
  },
});
