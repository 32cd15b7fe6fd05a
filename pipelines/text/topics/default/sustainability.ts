import { branch } from './branch.ts';

export const sustainability = branch('sustainability', {
  packaging: {
    title: 'Packaging and waste',
    phrases: `too much|so much|unnecessary|excess|excessive|wasteful|amount|amounts|pointless of|plastic|packaging _ packaging|plastic|cardboard|paper, excess packaging, over packaged, overpackag*, plastic packag*|wrap*|bag|bags|straw|straws|bottle|bottles|cup|cups|waste|pollution|free, single use, single-use, packaging waste, wasteful, food waste, recycl*, recyclable, non-recyclable, unrecyclable, landfill, biodegradable, compostable, reusable, zero waste, huge|massive|giant|big|enormous|ridiculous box for|tiny, box _ tiny|small|one item, 5p bag*, carrier bag*, paper straw*, refill, refillable`,
    not: `free refill*, refill my prescription|drink, recycled joke*|content, prescription refill, refill my`,
  },
  climate: {
    title: 'Climate and environment',
    phrases: `climate, climate change, global warming, carbon footprint|neutral|emission*|offset*, carbon, emissions, co2, sustainab*, eco friendly, eco-friendly, ecofriendly, environment, environmental*, green energy, renewable*, greenwash*, green wash*, fossil fuel*, pollut*, deforest*, rainforest, palm oil, net zero, planet, save the planet, electric van*|vehicle*, solar panel*, oil spill`,
    not: `planet of the apes, lonely planet, planet fitness, work|working|working environment, hostile environment, carbon monoxide, carbon fiber|fibre, climate control, best on the planet, on the planet, planet earth, political climate, azure|production|dev|test|development environment, environment variable*, planet hollywood, spaghetti carbon*`,
  },
  animals: {
    title: 'Animal welfare and sourcing',
    phrases: `animal cruelty|welfare|testing|abuse|rights, cruelty free, cruelty-free, cruelty, cage free, free range, free-range, factory farm*, tested on animals, fur, foie gras, fair trade, fairtrade, ethically sourced, locally sourced, local produce, british beef|farmers|meat|produce, sourcing, conflict minerals, supply ethic*, peta, farm workers`,
    not: `faux fur rug, fur baby, fur babies, gluten free range`,
  },
});
