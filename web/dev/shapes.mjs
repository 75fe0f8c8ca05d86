/** Points, clusters and pictures of the stand-in. */
export function clusters(items, zoom) {
  const step = zoom >= 11 ? 0 : 1.2 / 2 ** (zoom - 7);
  const cells = new Map();
  for (const one of items) {
    const key = step ? `${Math.floor(one.point.longitude / step)},${Math.floor(one.point.latitude / step)}` : one.id;
    cells.set(key, [...(cells.get(key) ?? []), one]);
  }
  const middle = (group, axis) => group.reduce((sum, one) => sum + one.point[axis], 0) / group.length;
  return {
    type: 'FeatureCollection',
    features: [...cells.values()].map((group) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [middle(group, 'longitude'), middle(group, 'latitude')] },
      properties:
        group.length > 1
          ? { count: group.length, major_open: group.reduce((sum, one) => sum + one.major_open, 0) }
          : {
              id: group[0].id,
              name: group[0].name,
              open_cases: group[0].open_cases,
              major_open: group[0].major_open,
            },
    })),
  };
}

export const picture = (text) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" fill="#cfd9e1"/><path d="M0 200l90-90 70 60 60-80 100 110v40H0z" fill="#9fb1bf"/><circle cx="250" cy="60" r="22" fill="#e9eef2"/><text x="160" y="226" font-size="18" text-anchor="middle" fill="#33475a">${text}</text></svg>`;
