import { branch } from './branch.ts';

export const safety = branch('safety', {
  hazard: {
    title: 'Dangerous product or place',
    phrases: `dangerous, danger, hazard*, unsafe, not safe, isnt safe, fire hazard|risk, caught|catches|catch|catching fire, set|burst on|into fire|flames, on fire, smoke|smoking|smoked from|coming|phone|charger|laptop|battery|out, explode*, explod*, explosion, electric shock*, electrocut*, burned|burnt my|me|his|her|through, burning smell, choking hazard, health and safety, health safety, sharp edge*, toxic, poison*, carbon monoxide, gas leak, safety concern*|issue*|risk|recall|hazard|standards|first, risk* _ life|lives, life threatening, melted`,
    not: `food poison*, danger of losing, on fire today|lately|tonight|emoji, mixtape _ fire, you are on fire, toxic masculinity|fan*|community, kindle fire, smoke free, melted cheese|butter|ice, firestick, smoking hot, danger zone, in danger of`,
  },
  injury: {
    title: 'Injury and accident',
    phrases: `injur*, accident, accidents, hospital, hospitali*, ambulance, concussion, nearly|almost|could|couldve|might|have|ve _ died|killed|die|dead, was|got|were hurt|hit|injured|burned|cut|killed, hurt my|his|her|myself, hit by, ran over, run over by, fell over|down, slipped on|in|and, broke my|his|her leg|arm|ankle|wrist|finger|tooth|teeth|nose, chipped my|a tooth, bleeding, blood, stitches, emergency room, a&e, car crash, dog bite`,
    not: `by accident, accident and emergency department appointment, in cold blood, blood boil*|boiling|pressure|orange|donor|donat*, fell in love, blood out of, my blood, got hit with, got cut off, was cut off, hurt my feelings|ears|eyes, hospital appointment, happy accident, bloods and, fell over laughing, fell asleep`,
  },
  threat: {
    title: 'Harassment and threats',
    phrases: `harass*, assault*, threaten*, threat, threats, stalk*, abused|abuse me|by|us|of, sexual*, grope*, groped, touched me, scared, terrified, felt|feel|feeling unsafe|threatened|uncomfortable|scared|intimidated, intimidat*, bully, bullied, bullying, drunk driver, under the influence, drove _ drunk|dangerously|recklessly, reckless*, police, followed me|us home, attacked, attack me|my|us, pulled a|out gun|knife|a gun, gunpoint, robbed at, violent, violence, mugged`,
    not: `police stop*, domestic violence awareness, scared of heights|the dark|spiders, scared of losing, scare customers, the police band, heart attack, scared the shit, scared customers`,
  },
});
