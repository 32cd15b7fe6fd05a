import type { Taxonomy } from '../taxonomy.ts';
import { account } from './account.ts';
import { advertisements } from './advertisements.ts';
import { app } from './app.ts';
import { bank } from './bank.ts';
import { contract } from './contract.ts';
import { food } from './food.ts';
import { loyalty } from './loyalty.ts';
import { network } from './network.ts';
import { offers } from './offers.ts';
import { payments } from './payments.ts';
import { policy } from './policy.ts';
import { product } from './product.ts';
import { ride } from './ride.ts';
import { safety } from './safety.ts';
import { service } from './service.ts';
import { store } from './store.ts';
import { streaming } from './streaming.ts';
import { supplyChain } from './supply-chain.ts';
import { sustainability } from './sustainability.ts';
import { travel } from './travel.ts';
import { website } from './website.ts';

/**
 * What customers of shops, airlines, railways, phone companies, banks, streaming services and restaurants write
 * about, in English. A mention may be about several of these, or none.
 */
export const DEFAULT_TAXONOMY: Taxonomy = [
  ...app,
  ...website,
  ...account,
  ...offers,
  ...advertisements,
  ...supplyChain,
  ...payments,
  ...bank,
  ...service,
  ...product,
  ...food,
  ...network,
  ...streaming,
  ...travel,
  ...ride,
  ...store,
  ...policy,
  ...safety,
  ...sustainability,
  ...loyalty,
  ...contract,
];
