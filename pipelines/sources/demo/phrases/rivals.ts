/** Whom customers leave a brand for, or come from, by brand id. Made up, like the brands. */
export const RIVALS: Readonly<Record<string, readonly string[]>> = {
  'lumo-air': ['Skarlet Wings', 'Norvane Air', 'Blueheron Air'],
  cartly: ['Shopwell', 'Boxaroo', 'Pricklepear'],
  brewhaus: ['Beanfold', 'Copperkettle', 'Morningside Roasters'],
  nimbus: ['Voxana', 'Telwind', 'Kolibri Mobil'],
  fintra: ['Nordbanco', 'Caixela', 'Monedo'],
  'orbit-tv': ['Vidora', 'Streamza', 'Kinobay'],
};
