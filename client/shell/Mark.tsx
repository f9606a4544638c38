/** The product's mark. Decorative: the name stands beside it, or on the link around it. */
export function Mark({ size = 24 }: { size?: number }) {
  return <img src="/mark.svg" width={size} height={size} alt="" draggable={false} />;
}
