import { branch } from './branch.ts';

export const account = branch('account', {
  login: {
    title: 'Signing in',
    phrases: `login, log-in, logins, log|logging|logged|sign|signing|signed into|in, log|logging|logged|signing|signed _ me out, logged out, log me in|out, password, passwords, passcode, username, user name, forgot my pin, reset link, reset my password|account|pin|details, reset code, locked out
      two factor, 2fa, otp, one time passcode|pin|code, verification code|codes, authenticator, security question*|code, captcha, sign in, signin, cant|cannot get|access in|into my account, cant access my account`,
    not: `signed in for|by, signed in the, wifi password, sign in the store|window`,
  },
  locked: {
    title: 'Account locked, closed or restricted',
    phrases: `account|accounts|profile|card _ locked|blocked|suspended|deactivated|disabled|banned|frozen|restricted|limited|closed|terminated|hold, locked|blocked|suspended|deactivated|disabled|banned|froze|frozen|restricted|closed|limited|limit|terminated _ account|accounts|profile
      banned, unban, got banned, ban _ account, reactivate*, unlock my|account, permanently suspended, close|delete|closing|deleting|shut|cancel|remove|removing|restore|recover down|my|the|an|their|your|this|his|her account, account _ closed, want|would _ account closed|deleted, delete account`,
    not: `on hold, unlocked phone`,
  },
  hacked: {
    title: 'Hacked accounts and fraud',
    phrases: `hacked, hacker, hackers, hacking, hack my, account|card|identity _ stolen|compromised|cloned|taken|hijacked|took, stole|steal|stealing|stolen _ account|identity|card|number|details|money|password, fraud, frauds, fraudulent*, fraudster*, unauthorised, unauthorized, identity theft
      someone _ using|used|accessed|logged|changed|opened|ordered _ my account|card|name|email|number|details, phish*, scam, scams, scammed, scammer*, scamming, suspicious activity|login|transaction*|charge*|email, did not make this|these, orders|order i|we|she|he|that never|didnt|did placed|place|make, sim swap*, never|not placed`,
    not: `life hack*, hack day, hackathon, you|this _ fraud company`,
  },
  verification: {
    title: 'Identity and verification',
    phrases: `verify|verified|verifying _ identity|account|id|email|phone|number|details, verification, proof of address|identity|id|purchase, upload _ id|documents|document|licence|license|passport|photo|picture, photo id, id check, kyc, background check, prove _ identity, account confirm*, confirmation code, security check|questions, i am|was _ under 18, over 18, years old to, age verification`,
    not: `verification code, verified twitter, blue tick`,
  },
  details: {
    title: 'Profile and account details',
    phrases: `change|changed|changing|update|updated|updating|edit|correct|remove|add|wrong my|the|our|your|a|an email|address|name|number|phone|details|password|profile|account|card|username, change _ email|address|name|number|username, my|this|your|the|his|her|another|an|two|both|old|new|wife|mums|mum account, my account, email|google|prime|family|premium|facebook|online|separate|checking|savings|business account, account details|settings|number|holder|info|information|type|name, gamertag, gamer tag, profile, profiles, register, registering, registration, set up an|my|a account, create|created|creating|creation|open|opening|new|make|made an|a|my|whole|account acc|account, email _ address _ account|changed|updated|wrong
      wrong name on, old email|number|address, linked|link|linking _ account|accounts`,
    not: `high profile, bank account _ refund, my account manager, car|vehicle registration, account _ locked|blocked|hacked|suspended|disabled|deactivated, company profile, low profile, wrong address`,
  },
});
