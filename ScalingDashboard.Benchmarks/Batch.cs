using System.Globalization;
using System.Text;

namespace ScalingDashboard.Benchmarks;

/// <summary>Readings as they come in practice: at one minute, one of each of many series. Batch n is of minute n, so all
/// are new.</summary>
internal sealed class Batch(Installation installation, DateTimeOffset start, int size)
{
    public int Size => size;

    public byte[] Csv(int number)
    {
        var text = new StringBuilder("metric,unit,at,value,weight\n");
        foreach (var (metric, unit, at, value) in Rows(number))
            text.Append(CultureInfo.InvariantCulture, $"{installation.Metrics[metric].Key},{installation.Units[unit].Code},{at:yyyy-MM-dd'T'HH:mm:ss'Z'},{value},100\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Ndjson(int number)
    {
        var text = new StringBuilder();
        foreach (var (metric, unit, at, value) in Rows(number))
            text.Append(CultureInfo.InvariantCulture, $$"""{"metric":"{{installation.Metrics[metric].Key}}","unit":"{{installation.Units[unit].Code}}","at":"{{at:yyyy-MM-dd'T'HH:mm:ss'Z'}}","value":{{value}},"weight":100}""").Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The same rows as psql would be given them: names already looked up, in the columns of the peer's staging table.</summary>
    public byte[] Resolved(int number)
    {
        var text = new StringBuilder();
        foreach (var (metric, unit, at, value) in Rows(number))
            text.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd},{installation.Metrics[metric].Id},{installation.Units[unit].Id},0,1,{at:yyyy-MM-dd HH:mm:ss}Z,{number},\"\",{value},100\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private IEnumerable<(int Metric, int Unit, DateTimeOffset At, decimal Value)> Rows(int number)
    {
        var at = start.AddMinutes(number);
        for (var i = 0; i < size; i++)
            yield return (i / installation.Units.Count % installation.Metrics.Count, i % installation.Units.Count, at, (i * 7919 + number) % 100_000 / 100m);
    }
}
