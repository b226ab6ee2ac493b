/** The prints of Sunday Studio. The picture of each is `public/prints/<id>.svg`. */
export const PRODUCTS = [
  { id: 'low-tide', name: 'Low Tide', kind: 'Art print', from: 2400, sold: 212 },
  { id: 'allotment', name: 'Allotment', kind: 'Art print', from: 2400, sold: 188 },
  { id: 'night-bus', name: 'Night Bus', kind: 'Art print', from: 2400, sold: 143 },
  { id: 'heron', name: 'Heron', kind: 'Art print', from: 2400, sold: 97 },
  { id: 'slow-morning', name: 'Slow Morning', kind: 'Mug', from: 1400, sold: 164 },
  { id: 'sunday-tee', name: 'Sunday Tee', kind: 'T-shirt', from: 2800, sold: 121 },
  { id: 'market-day', name: 'Market Day', kind: 'Tote bag', from: 1800, sold: 176 },
  { id: 'long-weekend', name: 'Long Weekend', kind: 'Sweatshirt', from: 4600, sold: 58 },
] as const;

export type Product = (typeof PRODUCTS)[number];
export type ProductId = Product['id'];

export const product = (id: ProductId): Product => PRODUCTS.find((each) => each.id === id)!;
