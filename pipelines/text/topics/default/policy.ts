import { branch } from './branch.ts';

export const policy = branch('policy', {
  privacy: {
    title: 'Privacy and personal data',
    phrases: `privacy, personal data|info|information|details, my|our|customer|user|customers data, data protection, gdpr, tracking me|us|users|people|my, spying, spy on, listening to me|us|my|our, sell|sells|selling|sold|share|shares|sharing|shared my|our|customer|user|people's|your|personal|peoples _ data|info|information|details|number|email, without my|our|his|her consent|permission|knowledge, surveillance, location data|tracking|settings, cookies policy, right to be forgotten, creepy _ data`,
    not: `my data plan|usage|allowance|cap, my data is slow|gone|used|not, mobile data, need my data`,
  },
  breach: {
    title: 'Data breach and security',
    phrases: `data breach*, databreach, security breach*|hole|flaw|issue*|vulnerab*|risk|concern|incident, breach, breached, breaches, leak|leaked|leaks my|customer|user|our|data|personal|all|private _ data|info|details|passwords|information, data leak*, leaked data|info|details|passwords|emails, sent|emailed|gave|showing|see|posted|shows|given me|my|us|out|someone|to _ else's|elses|other|someone|somebody|strangers _ details|info|information|account|data|address, exposed _ data|details|info|password*, vulnerab*, ransomware, malware, virus, cyber attack*, cyberattack*`,
    not: `breach of contract, corona virus, water|gas|oil|roof|pipe leak*, virus going around, vulnerable people|customer*|adult*|person|elderly`,
  },
  terms: {
    title: 'Terms and rules',
    phrases: `policy, policies, terms and conditions, terms conditions, t&c, t&cs, terms of service|use, tos, t's and c's, ts and cs, small print, fine print, your|the|ur|this|new|stupid|company rule|rules, your policy, rule change*, fair use, user agreement, not allowed to, allowed to|on|in, refuse* to let, loophole*, exclusion*, eligib*, not eligible, ineligible, qualif*, requirement*`,
    not: `insurance policy, foreign policy, honesty is the best policy, were not allowed, return|refund policy, policy holder, slide rules, golden rule, as a rule, work requirement, playoff*`,
  },
  politics: {
    title: 'Politics and public rows',
    phrases: `boycott*, deleteuber, #delete*, #cancel*, #boycott*, trump, biden, obama, brexit, republican*, democrat*, liberal|liberals, maga, election*, politic*, gun control, nra, lgbt*, transgender, woke, propaganda, protest, protests, protesters, sponsor* _ fox|hate, net neutrality, netneutrality, national anthem, white supremac*, antifa, blm, black lives, left-wing, right-wing, free speech, censor*, censorship, government, congress, senate, parliament, minister, immigra* policy, sanctions`,
    not: `cancel my, #cancelled flight*, #canceled, #cancelledflight, liberal use, #deleted, government id, prime minister tablet`,
  },
  ethics: {
    title: 'Ethics, labour and tax',
    phrases: `unethical, ethic*, morals, immoral, exploit*, sweatshop*, child labor|labour, slave labour|labor, slavery, slave, minimum wage, living wage, tax avoid*, tax dodg*, tax evasion, pay your|ur|their tax|taxes|workers|staff|fair, zero hour*, working conditions, union busting, unions, union, strikes, strike action|day, striking, on strike, layoffs, laid off, fired for, monopol*, corrupt*, corporate greed, bribe*, price fixing, illegal, illegally, crook*, thieves, thief, criminals, criminal, crooks, con artist*, robbers, cheat|cheating|cheated|cheats me|us|customers|people|you|your|by|public, diversity, equality, gender pay, animal testing, hypocrit*`,
    not: `credit|western|european union, union jack|square|station|street, strike out, three strikes, corrupt file*|data|save|game|download, corrupted, cheat code*, cheat day, striking design, criminal minds, stolen by thieves, game cheat*, strike two, work ethic`,
  },
  ambassador: {
    title: 'Sponsors, celebrities and staff scandals',
    phrases: `ambassador, brand ambassador, celebrity, celebrities, celeb, endorse*, sponsor, sponsors, sponsored by, sponsorship, sponsoring, influencer*, spokesperson, spokesman, partnership with, partner* with, collab, collabs, collaboration, founder, your ceo, ceo of, ceo is|said|should, resign, resigns, resignation, scandal, scandals, sexual harass*, metoo, fire the|your|that ceo, drop* _ as sponsor|ambassador, cut ties`,
    not: `sponsored post|tweet|ad|content, partner with me, scandal season|abc|tonight|episode|on netflix, sponsored tweets`,
  },
});
