import { describe, expect, it } from 'vitest';
import { readIntent, type IntentContext } from '../../../pipelines/text/intent/read-intent.ts';

const POST: IntentContext = {
  sentiment: 'neutral',
  sentimentScore: 0,
  kind: 'post',
  direction: 'inbound',
  names: ['acme', '@acmecare', 'acme mobile'],
  rivals: ['bolt', '@boltmobile', 'volt mobile', 'zip-air', 'x&y'],
};
const REPLY: IntentContext = { ...POST, kind: 'reply' };
const towardOf = (text: string, context = POST) => readIntent(text, context).toward;

describe('leaving us', () => {
  it.each([
    'Leaving Acme for Bolt tomorrow',
    'I am leaving Acme. Ten years was enough.',
    'That is it, I’m switching to Bolt',
    'switching to @boltmobile because @acmecare never answers',
    'Moving to Volt Mobile next month, Acme is too slow',
    'Just switched from Acme to Bolt and it is so much faster',
    'finally switched to Zip-Air, sorry Acme',
    'Cancelling my Acme contract today',
    'How can I cancel my Acme Mobile subscription?',
    'how do I cancel?',
    'How do I cancel my account?',
    'I want to cancel my account, nobody picks up',
    'cancel my account',
    'why can’t I cancel my membership online',
    '@acmecare you won’t let me cancel my subscription',
    'I have been trying to cancel for two weeks @acmecare',
    'Closing my account with Acme.',
    'I closed my account today, goodbye',
    'Please delete my account',
    'So done with Acme',
    'I am DONE with you guys @acmecare',
    'officially done with this company',
    'I’m so through with Acme!!!',
    'Never flying Acme again',
    'never flying with you again',
    'I will never use Acme again',
    '@acmecare never again.',
    'I’ll never order from you again',
    'never ordering from Acme ever again, cold food every time',
    'I won’t be using Acme again',
    'won’t be shopping with you anymore',
    'I do not use Acme anymore',
    'I have stopped ordering from your site',
    'I stopped using Acme last year',
    'no longer a customer of Acme',
    'This is the last time I order from Acme',
    'I refuse to fly Acme after this',
    'Thinking of leaving',
    'thinking about leaving Acme after ten years',
    'seriously considering switching to Bolt',
    'tempted to leave, your prices are a joke',
    'If this is not fixed by Monday I’m leaving Acme',
    'don’t make me switch to Bolt… ok I am switching to Bolt',
    'I can’t wait to leave Acme',
    'Why not leave Acme, they all said. I am leaving Acme.',
    'I’ll be taking my business elsewhere',
    'taking my money to Bolt',
    'going back to Bolt, at least they answer',
    'You just lost a loyal customer',
    '@acmecare you’ve lost me as a customer',
    'that rude driver cost you a customer',
    'How do I get my PAC code?',
    'how do I port my number out of Acme?',
    'porting my number to Bolt this weekend',
    'Any alternative to Acme?',
    'Looking for a new provider, any tips? Acme keeps dropping',
    'switching providers as soon as my contract ends',
    'I am dumping Acme for Volt Mobile',
    'Ditching Acme after this bill',
    'Getting rid of Acme next week',
    'Time to break up with Acme',
    'I signed up with Bolt this morning. Acme had its chance.',
    'moved my account from Acme to Bolt',
    'We’re leaving Acme’s network for X&amp;Y',
    'Should I switch from Acme to Bolt?',
    'I loved Acme but I am leaving for Bolt',
    'Joined Acme in May, leaving them now for Bolt',
    'My wife and I are leaving Acme',
    'I joined acme last year and I regret it, going with Bolt instead',
    'Boycotting Acme until they say sorry',
    'please cancel my Gold Club membership @acmecare',
    'how can I close my Gold Club account?',
    'From now on it’s Bolt for me, sorry Acme',
    '@acmecare you just lost 2 customers',
    'Leaving Acme’s network because I was going to be billed twice',
  ])('%s', (text) => {
    const { toward, intent, actionable, reasons } = readIntent(text, POST);
    expect({ toward, intent, actionable }).toEqual({ toward: 'leaving', intent: 'churn', actionable: true });
    expect(reasons[0]).toMatch(/^leaving: ".+" at \d+$/);
  });

  it('in a reply to us, without a name', () => {
    expect(towardOf('leaving you is the best thing I did', REPLY)).toBe('leaving');
    expect(towardOf('You can’t. That’s why I cancelled my service.', REPLY)).toBe('leaving');
    expect(towardOf('ok, cancel it then, I want to cancel', REPLY)).toBe('leaving');
  });
});

describe('joining us', () => {
  it.each([
    'Leaving Bolt for Acme!',
    'Just switched from Bolt to Acme, wow',
    'I’m switching to Acme',
    'switching back to Acme, Bolt was awful',
    '@acmecare I have switched to you recently',
    'Moving to Acme next week',
    'How do I switch to Acme?',
    'Should I switch to Acme?',
    'ditched Bolt for Acme',
    'Done with Bolt. @acmecare here I come',
    'Cancelling my Bolt contract, Acme looks better',
    'cancelled my contract with Bolt and signed up with Acme',
    'Just joined Acme',
    'Thinking of joining Acme',
    'I want to join Acme, any deals?',
    'I signed up for Acme yesterday',
    'porting my number to Acme',
    'Never flying Zip-Air again. @acmecare is so much better',
    'Left Bolt for Acme, never going back',
    'going back to Acme after a year with Bolt',
    'Taking my business to Acme',
    'can I come back to Acme?',
  ])('%s', (text) => {
    const { toward, intent } = readIntent(text, POST);
    expect(toward).toBe('joining');
    expect(intent).not.toBe('churn');
  });
});

describe('the same words from the other side', () => {
  const THEIRS: IntentContext = { ...POST, names: POST.rivals, rivals: POST.names };
  it.each([
    'Leaving Acme for Bolt tomorrow',
    'Just switched from Acme to Bolt and it is so much faster',
    'moved my account from Acme to Bolt',
    'porting my number to Bolt this weekend',
    'switching to Bolt, bye Acme',
    'I am dumping Acme for Volt Mobile',
    'taking my money to Bolt',
  ])('%s', (text) => {
    expect(towardOf(text, POST)).toBe('leaving');
    expect(towardOf(text, THEIRS)).toBe('joining');
  });
});

describe('staying', () => {
  it.each([
    'I would never leave Acme',
    'I’m not leaving Acme',
    'not switching',
    'not switching to Bolt, Acme is fine',
    'I will never switch to Bolt',
    'never leaving Acme, best service ever',
    'I don’t think I’ll leave Acme',
    'I don’t want to leave Acme',
    'No reason to leave Acme',
    'no plans to cancel my Acme subscription',
    'I didn’t cancel my account',
    'I can’t stop using Acme',
    'Why would anyone switch? Acme works',
    'I won’t be moving to Bolt',
    'I haven’t switched to Bolt',
    'No way I’m switching to Bolt',
    'you couldn’t pay me to leave Acme',
    'I was going to leave Acme but you fixed it, thanks',
    'Changed my mind about switching to Bolt',
    'Leaving Acme? Never.',
    'I almost left Acme after that year',
    'Would never dream of switching from Acme',
  ])('%s', (text) => {
    expect(towardOf(text)).toBe(null);
  });
});

describe('not about staying or leaving', () => {
  it.each([
    'leaving the office, hope Acme works on the train',
    'Just leaving work @acmecare',
    'I left a message with Acme yesterday',
    '@acmecare I left you a voicemail',
    'I left Acme a review',
    'Leaving Acme a 1 star review',
    'Acme left my parcel in the rain',
    '@acmecare you keep leaving parcels at the wrong door',
    'the driver left my package outside',
    'Acme cancelled my flight',
    '@acmecare cancelled flight, no hotel, no food',
    'My flight was cancelled',
    'you cancelled my order without telling me',
    'Why did you cancel my order?',
    'How do I cancel my order?',
    'I need to cancel a flight',
    'My account was closed by Acme for no reason',
    'What time do you close?',
    'When I’m done with my order, where do I pay?',
    'Are you done with the maintenance?',
    'train leaving at 5 with Acme wifi',
    'Acme flight leaving late again',
    'the CEO is leaving Acme',
    'Everyone is leaving Acme lol',
    'they are switching to Bolt',
    'I’m moving to a new house, can Acme move my line?',
    'switched to a wired connection, still slow',
    'I have switched it off and on again',
    'I changed my password and now I am locked out',
    'Going to Acme for lunch',
    'Never had a problem with Acme',
    'Never seen such a queue at Acme',
    'my parcel never arrived',
    'it was delivered elsewhere',
    'you rebooked me on another airline',
    'I lost my phone in an Acme car',
    'you lost my bag',
    'what a drop in speed',
    'dropped you a mail',
    'stop sending me mail',
    'the last time I flew it was fine',
    'just left Acme, so full',
    'is the wifi port broken?',
    'join the queue',
    'Acme drops the Kuwait route',
    'Acme pilots are leaving for Bolt',
    'I’m done with my packing, see you Acme',
    'how do I cancel my Acme Tuesday pizza order',
    'moved to Texas and Acme has no signal',
    'I switched phones and my Acme sim does not work',
    'can’t wait to fly Acme again',
    'Acme joined the alliance',
    'leave me alone Acme',
  ])('%s', (text) => {
    expect(towardOf(text)).toBe(null);
  });
});
