/** What customers write, in the languages they write it in. Of each: short, middling, long. */
export const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  en: [
    'Worst airline I have ever flown with',
    'Still no reply to my emails, third day now',
    'Your app logs me out every time I open it and I cannot see my bookings anymore',
    'Loving the new seats on the night train, slept like a baby',
    'Card declined twice although there is money on the account',
  ],
  es: [
    'Nadie contesta el teléfono',
    'Llevo tres semanas esperando mi pedido y nadie me responde',
    'Muchísimas gracias por la ayuda de ayer, por fin funciona la aplicación',
    'El vuelo se retrasó cuatro horas y no nos dieron ni agua',
  ],
  pt: [
    'Meu cartão ainda não chegou',
    'Faz três semanas que espero a entrega e ninguém me responde',
    'Muito obrigado pela ajuda, agora o aplicativo está funcionando de novo',
    'Não consigo entrar na minha conta desde ontem à noite',
  ],
  fr: [
    'Toujours aucune réponse de votre part',
    'Cela fait trois semaines que j’attends mon colis et personne ne répond',
    'Merci beaucoup pour votre aide, tout fonctionne de nouveau',
    'Le train est encore en retard et on ne nous dit rien',
  ],
  de: [
    'Mein Paket ist immer noch nicht da',
    'Seit drei Wochen warte ich auf eine Antwort und niemand meldet sich',
    'Vielen Dank für die schnelle Hilfe, jetzt läuft wieder alles',
    'Warum fällt der Zug schon wieder ohne jede Ansage aus?',
  ],
  it: [
    'Il mio pacco non è ancora arrivato',
    'Sono tre settimane che aspetto una risposta e nessuno mi richiama',
    'Grazie mille per l’aiuto, adesso funziona di nuovo tutto',
    'Perché il treno è stato cancellato senza nessun avviso?',
  ],
  nl: [
    'Mijn pakket is nog steeds niet aangekomen',
    'Ik wacht al drie weken op een antwoord en niemand belt terug',
    'Bedankt voor de snelle hulp, alles werkt weer',
    'Waarom rijdt de trein alweer niet zonder dat iemand iets zegt?',
  ],
  pl: [
    'Moja paczka nadal nie dotarła',
    'Czekam na odpowiedź już trzy tygodnie i nikt nie oddzwania',
    'Bardzo dziękuję za szybką pomoc, wszystko znowu działa',
  ],
  tr: [
    'Kargom hâlâ gelmedi',
    'Üç haftadır cevap bekliyorum ve kimse geri aramıyor',
    'Hızlı yardımınız için çok teşekkürler, artık her şey çalışıyor',
  ],
  sv: [
    'Mitt paket har fortfarande inte kommit fram',
    'Jag har väntat på svar i tre veckor och ingen ringer tillbaka',
    'Tack så mycket för den snabba hjälpen, nu fungerar allting igen',
  ],
  ru: [
    'Посылка всё ещё не пришла, где она?',
    'Уже три недели жду ответа, и никто не перезванивает',
    'Большое спасибо за быструю помощь, всё снова работает',
  ],
  ar: ['لم يصل طردي حتى الآن', 'أنتظر الرد منذ ثلاثة أسابيع ولا أحد يجيب', 'شكرا جزيلا على المساعدة السريعة'],
  hi: ['मैं तीन हफ्ते से जवाब का इंतज़ार कर रहा हूँ और कोई फोन नहीं उठाता'],
  ja: ['荷物がまだ届きません', '三週間も返事を待っているのに誰も電話に出ない', 'アプリが開けません'],
  ko: ['택배가 아직 안 왔어요', '삼 주째 답변을 기다리고 있는데 아무도 전화를 받지 않습니다'],
  zh: [
    '我的包裹到现在还没有送到',
    '我已经等了三个星期的答复，没有人回电话',
    '谢谢你们的快速帮助，现在一切正常了',
  ],
  th: ['พัสดุของฉันยังไม่มาถึง', 'รอคำตอบมาสามสัปดาห์แล้วไม่มีใครโทรกลับ'],
  el: ['Το δέμα μου δεν έχει φτάσει ακόμα', 'Περιμένω απάντηση εδώ και τρεις εβδομάδες'],
  vi: ['Gói hàng của tôi vẫn chưa đến', 'Tôi đã chờ câu trả lời ba tuần rồi mà không ai gọi lại'],
};

/** Too short, too mixed or too little language to say: a guess would be as often wrong. */
export const UNCLEAR: readonly string[] = [
  '',
  '🙏',
  'https://t.co/abc @brand #NiemalsWieder',
  'ok',
  'Lol',
  '4711',
  'iOS 11.0.3, iPhone 7',
  'Samsung Galaxy S7 Android 7.0',
  'Hahaha',
  'No',
  'xD xD',
  'Danke',
  'DM',
  'qwrt zxcv bnmm',
  'Дякую за швидку допомогу', // Ukrainian, and not far from Russian for the n-grams
  'Pakken min er fortsatt ikke kommet', // Norwegian, and as good Danish but for one word
];
