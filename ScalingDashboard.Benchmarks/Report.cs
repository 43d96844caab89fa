using System.Globalization;
using System.Text;
using ScalingDashboard.Benchmarks.Live;

namespace ScalingDashboard.Benchmarks;

/// <summary>Results as rows of a table: medians of the turns, and the ratio between product and peer. Where both took turns, the ratio is
/// the median of those of each turn: what slows the machine for a while then slows both.</summary>
internal sealed class Report
{
    private readonly StringBuilder _rows = new("| What | Product | Peer | Ratio | To hold |\n|---|---|---|---|---|\n");

    /// <param name="higherIsBetter">The ratio says how many times better the product is: product over peer where more is
    /// better, peer over product where less is.</param>
    /// <param name="tookTurns">The n-th of the one was measured beside the n-th of the other.</param>
    public void Add(string what, string unit, IReadOnlyList<double> product, string peer, IReadOnlyList<double> others, bool higherIsBetter, string toHold, bool tookTurns = false)
    {
        var more = tookTurns ? Median([.. product.Zip(others, (own, other) => own / other)]) : Median(product) / Median(others);
        var ratio = higherIsBetter ? more : 1 / more;
        Row(string.Create(CultureInfo.InvariantCulture,
            $"| {what} | {Text(product, unit)} | {peer}: {Text(others, unit)} | {ratio:0.00} | {toHold} |"));
    }

    /// <summary>A figure without a peer.</summary>
    public void Add(string what, string unit, IReadOnlyList<double> product, string toHold) => Row($"| {what} | {Text(product, unit)} | | | {toHold} |");

    /// <summary>The quantiles of what was probed.</summary>
    public void AddLatencies(string what, Probed probed, string toHold)
    {
        AddQuantiles(what, probed.Boards);
        if (probed.Browsers.Count > 0)
            AddQuantiles($"{what}, in browsers", probed.Browsers);
        Add($"{what}, figures not seen", "", [probed.Missed], "0");

        void AddQuantiles(string where, List<double> taken)
        {
            taken.Sort();
            foreach (var quantile in new[] { 0.5, 0.95, 0.99 })
                Add(string.Create(CultureInfo.InvariantCulture, $"{where}, acknowledged to drawn, p{quantile * 100:0}"), "ms", [taken[(int)((taken.Count - 1) * quantile)]], quantile == 0.95 ? toHold : "");
        }
    }

    public override string ToString() => _rows.ToString();

    public static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

    private void Row(string row)
    {
        _rows.Append(row).Append('\n');
        Console.WriteLine(row);
    }

    private static string Text(IReadOnlyList<double> values, string unit) => string.Create(CultureInfo.InvariantCulture,
        $"{Median(values):#,0.#} {unit} ({values.Min():#,0.#} to {values.Max():#,0.#})");
}
