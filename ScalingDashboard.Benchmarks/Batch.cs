using System.Globalization;
using System.Text;
using ScalingDashboard.Measurement.Readings;

namespace ScalingDashboard.Benchmarks;

/// <summary>Readings as they come in practice: at one minute, one of each of many series. Batch n is of minute n, so all
/// are new.</summary>
internal sealed class Batch(Installation installation, DateTimeOffset start, int size)
{
    public int Size => size;

    public byte[] Csv(int number)
    {
        var text = new StringBuilder("metric,unit,at,value,weight\n");
        foreach (var row in Named(number))
            text.Append(CultureInfo.InvariantCulture, $"{row.Metric},{row.Unit},{row.At:yyyy-MM-dd'T'HH:mm:ss'Z'},{row.Value},100\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] Ndjson(int number) => Encoding.UTF8.GetBytes(string.Concat(Objects(number).Select(o => o + "\n")));

    public byte[] Json(int number) => Encoding.UTF8.GetBytes($$"""{"readings":[{{string.Join(',', Objects(number))}}]}""");

    public byte[] OtlpProtobuf(int number) => OtlpBodies.Protobuf(Named(number).GroupBy(row => row.Metric));

    public byte[] OtlpJson(int number) => OtlpBodies.Json(Named(number).GroupBy(row => row.Metric));

    /// <summary>The same rows as the engine takes them: names already looked up, texts already read.</summary>
    public IReadOnlyList<Reading> Readings(int number) =>
        [.. Rows(number).Select(row => new Reading(installation.Metrics[row.Metric].Id, installation.Units[row.Unit].Id, 0, row.At, "", row.Value, 100))];

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
            yield return (i / installation.Units.Count % installation.Metrics.Count, i % installation.Units.Count, at, (i * 7919 + number) % 10_000 / 100m);
    }

    private IEnumerable<BatchRow> Named(int number) =>
        Rows(number).Select(row => new BatchRow(installation.Metrics[row.Metric].Key, installation.Units[row.Unit].Code, row.At, row.Value));

    private IEnumerable<string> Objects(int number) => Named(number).Select(row => string.Create(CultureInfo.InvariantCulture,
        $$"""{"metric":"{{row.Metric}}","unit":"{{row.Unit}}","at":"{{row.At:yyyy-MM-dd'T'HH:mm:ss'Z'}}","value":{{row.Value}},"weight":100}"""));
}

internal readonly record struct BatchRow(string Metric, string Unit, DateTimeOffset At, decimal Value);
