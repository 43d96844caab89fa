using System.Text;

namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>
/// Rule PRODUCT: the links of one chain, each with its latest factor; a chain is as good as all of them in a row (rolled
/// yield, serial availability). State and bytes depend only on what was added. Grows with the number of links, which is
/// the number of systems in a chain. Not for several threads at once.
/// </summary>
public sealed class Chain
{
    private const double LargestProduct = 1e27;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly SortedDictionary<string, Factor> _links = new(StringComparer.Ordinal);

    public int Links => _links.Count;

    /// <summary>The greatest instant wins, then the greatest order; should both be equal, the greatest factor.</summary>
    public void Add(string link, DateTimeOffset at, long order, decimal factor) =>
        Add(link, new Factor(at.UtcTicks, order, Decimals.Trimmed(factor)));

    public void Merge(Chain other)
    {
        if (other == this)
            return;
        foreach (var (link, factor) in other._links)
            Add(link, factor);
    }

    /// <summary>The product of all factors, in their unit, to fifteen significant digits; null when empty, or beyond any
    /// number that means something.</summary>
    /// <param name="scale">What a factor of one is in the unit: 100 where 95 means 95 %.</param>
    public decimal? Product(decimal scale)
    {
        if (_links.Count == 0)
            return null;
        // A decimal product has a last digit, so the order of multiplying counts: it is that of the names.
        var product = 1m;
        foreach (var factor in _links.Values)
        {
            var share = (double)factor.Value / (double)scale;
            if (!Fits(share) || !Fits((double)product * share))
                return null;
            product *= factor.Value / scale;
        }
        return Fits((double)product * (double)scale) ? Decimals.Rounded(product * scale) : null;
    }

    /// <summary>Version, kind, number of links; of each the name's length and UTF-8, instant, order and factor.</summary>
    public byte[] ToBytes()
    {
        var writer = new SketchWriter(SketchKind.Chain);
        writer.Whole((uint)_links.Count);
        foreach (var (link, factor) in _links)
        {
            var name = Encoding.UTF8.GetBytes(link);
            writer.Whole((uint)name.Length);
            writer.Raw(name);
            writer.Whole((ulong)factor.Ticks);
            writer.Signed(factor.Order);
            writer.Number(factor.Value);
        }
        return writer.ToArray();
    }

    /// <exception cref="FormatException">The bytes are not those of a chain.</exception>
    public static Chain Of(ReadOnlySpan<byte> bytes)
    {
        var reader = new SketchReader(bytes, "chain");
        reader.Demand(SketchKind.Chain);
        var chain = new Chain();
        string? before = null;
        for (var left = reader.Length(5); left > 0; left--)
        {
            var link = Name(ref reader);
            if (before is not null && string.CompareOrdinal(link, before) <= 0)
                throw reader.Broken("its links do not ascend");
            var ticks = reader.Whole();
            if (ticks > (ulong)DateTime.MaxValue.Ticks)
                throw reader.Broken("an instant is none");
            chain._links.Add(before = link, new Factor((long)ticks, reader.Signed(), reader.Number()));
        }
        reader.End();
        return chain;
    }

    private static bool Fits(double number) => Math.Abs(number) < LargestProduct;

    private static string Name(ref SketchReader reader)
    {
        try
        {
            return Strict.GetString(reader.Raw(reader.Length(1)));
        }
        catch (DecoderFallbackException)
        {
            throw reader.Broken("a name is not UTF-8");
        }
    }

    private void Add(string link, Factor factor)
    {
        if (!_links.TryGetValue(link, out var known) || factor.CompareTo(known) > 0)
            _links[link] = factor;
    }

    private readonly record struct Factor(long Ticks, long Order, decimal Value) : IComparable<Factor>
    {
        public int CompareTo(Factor other) => (Ticks, Order, Value).CompareTo((other.Ticks, other.Order, other.Value));
    }
}
