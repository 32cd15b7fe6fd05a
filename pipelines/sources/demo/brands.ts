import type { BrandConfig } from '../../../schema/contracts/config.ts';
import { DEMO_CARE } from './care.ts';

const BRANDS: readonly BrandConfig[] = [
  {
    id: 'lumo-air',
    name: 'Lumo Air',
    zone: 'Europe/London',
    handles: ['LumoAir', 'LumoAirHelp'],
    hashtags: ['LumoAir', 'FlyLumo'],
    keywords: ['Lumo Air'],
  },
  {
    id: 'cartly',
    name: 'Cartly',
    zone: 'America/New_York',
    handles: ['Cartly', 'CartlyCare'],
    hashtags: ['Cartly', 'CartlyFinds'],
    keywords: ['Cartly'],
  },
  {
    id: 'brewhaus',
    name: 'Brewhaus',
    zone: 'America/Los_Angeles',
    handles: ['Brewhaus', 'BrewhausTeam'],
    hashtags: ['Brewhaus', 'BrewhausMornings'],
    keywords: ['Brewhaus'],
  },
  {
    id: 'nimbus',
    name: 'Nimbus Mobile',
    zone: 'Europe/Berlin',
    handles: ['NimbusMobile', 'NimbusHelps'],
    hashtags: ['NimbusMobile'],
    keywords: ['Nimbus Mobile'],
  },
  {
    id: 'fintra',
    name: 'Fintra',
    zone: 'Europe/Madrid',
    handles: ['Fintra', 'FintraSupport'],
    hashtags: ['Fintra', 'FintraApp'],
    keywords: ['Fintra'],
  },
  {
    id: 'orbit-tv',
    name: 'Orbit TV',
    zone: 'Asia/Kolkata',
    handles: ['OrbitTV', 'OrbitTVCares'],
    hashtags: ['OrbitTV', 'OrbitOriginals'],
    keywords: ['Orbit TV'],
  },
];

/** Six brands that do not exist: what a wall without a configuration watches. */
export const DEMO_BRANDS: BrandConfig[] = BRANDS.map((brand) => {
  const care = DEMO_CARE[brand.id];
  return care === undefined ? brand : { ...brand, care };
});
