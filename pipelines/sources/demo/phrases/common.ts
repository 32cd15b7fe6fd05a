/** Words every industry shares. `{b}`: the brand; `{you}`: whom the brand answers; `{sig}`: who of its team wrote it. */
export const COMMON_SLOTS: Readonly<Record<string, readonly string[]>> = {
  wait: ['20 minutes', '40 minutes', 'an hour', 'two hours', 'three hours', 'half a day', '90 minutes'],
  sig: ['^AK', '^Jo', '^MR', '^Tess', '^DL', '^Ravi', '^Em', '^NB', '^Sol'],
  ref: [
    'booking or customer number',
    'email address',
    'order or customer number',
    'post code',
    'phone number',
  ],
};

export const REPLIES = {
  negative: [
    'Hi {you}, this is not how it should be and we are sorry. Can you send us your {ref} in a private message? {sig}',
    'Hello {you}, thank you for telling us. I have passed it on and will come back to you today. {sig}',
    'So sorry about this, {you}! I am looking into it now. Could you share your {ref} by private message? {sig}',
    'I understand that this is upsetting, {you}. I have opened a case and a colleague will call you. {sig}',
    'Hi {you}, I can see what went wrong and have put it right. You should notice it within the hour. {sig}',
    'We got this wrong, {you}. A refund is on its way, it takes two to three days. {sig}',
  ],
  question: [
    'Hi {you}, good question! You will find it under Settings, second tab. Shout if not. {sig}',
    'Hello {you}, yes, that works. The steps are in our help pages under the same words. {sig}',
    'That depends on your plan, {you}. Send us your {ref} in a private message and we will look. {sig}',
    'Hi {you}, not yet, but it is planned for next month. {sig}',
    'It is open as usual, {you}. See you there! {sig}',
  ],
  positive: [
    'Thank you {you}, this made our day! {sig}',
    'So good to hear, {you}, we will pass it on to the team. {sig}',
    'Thanks {you}! See you again soon. {sig}',
  ],
  second: [
    'Thanks {you}, got it. I am on it and will write as soon as I know more. {sig}',
    'All done on our side, {you}. Please tell us if anything is still open. {sig}',
    'I see it now, {you}. The case is with our specialists, they answer by tomorrow noon. {sig}',
  ],
} as const;

export const AUTO_REPLIES = [
  'Thanks for your message, {you}. This is an automatic answer: our team will get back to you as soon as it can.',
  'Hello {you}, we have received your message. Our usual answer time is shown on our help page. (automatic answer)',
] as const;

export const FOLLOW_UPS = {
  positive: [
    '{b} that worked, thank you!',
    'Great, thanks for the quick help {b}',
    '{b} solved, you are the best 🙏',
    'Wow, that was fast. Thanks {b} 😊',
  ],
  neutral: [
    '{b} I have sent you the number in a private message',
    'Sent it by private message {b}',
    '{b} it is the one from last week, sent you a screenshot',
    'Ok {b}, will look tonight',
  ],
  negative: [
    '{b} that does not fix anything, still broken',
    'I did all of that already {b}. This is frustrating',
    '{b} another copy and paste answer. Useless',
    'Same problem again an hour later {b}, annoying',
  ],
} as const;

/** Of somebody who was about to leave and was helped. */
export const STAYS = [
  'Ok {b}, you fixed it and you were kind about it. Staying with you, thank you!',
  '{b} that was great help, thank you. Happy to stay after all 😊',
  'Credit where it is due: {b} put it right. Good job, still a customer',
] as const;

export const NAGS = [
  '{b} still no answer after {wait}. Ignored, as always',
  'Hello? {b}? Waiting {wait} for a reply is bad service',
  '{b} anyone there? I am getting angry',
  '{b} {wait} and not a word. Disappointed',
] as const;

/** Before and after what a person says on a social channel; most say nothing. */
export const DECORATIONS = {
  positive: {
    before: ['Ok so: ', 'Just saying: ', 'Today: ', 'Wow. '],
    after: ['!', ' 😊', ' ❤️', ' 🙌', ' 🎉', ' #happy'],
  },
  neutral: { before: ['Hey. ', 'Quick one: ', 'Note to self: ', 'FYI: '], after: ['', '', '.'] },
  negative: {
    before: ['Seriously? ', 'Ugh. ', 'Once more: ', 'Not again. '],
    after: ['!', '!!', ' 😡', ' 😤', ' 🙄', ' #fail', '...'],
  },
} as const;
