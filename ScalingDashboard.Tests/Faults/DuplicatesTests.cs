using System.Globalization;
using System.Text;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Readings of one key from everywhere at once: inside a batch, across batches, on two hosts. The last write wins, and
/// whatever it replaced is kept, each value exactly once. The twin takes the unique index away.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class DuplicatesTests(ITestOutputHelper output)
{
    private const int Hosts = 2;
    private const int WritersPerHost = 2;
    private const int Keys = 40;
    private const int BatchSize = 60;
    private const int BatchesPerRound = 20;

    // Whatever the index is called and however many partitions there are.
    internal const string DropUniqueness = """
        do $$ declare c record; begin
            for c in select conname from pg_constraint where conrelid = 'readings'::regclass and contype in ('p', 'u') loop
                execute format('alter table readings drop constraint %I', c.conname);
            end loop;
        end $$
        """;

    [Fact]
    public async Task Duplicates_two_hosts_at_once_last_write_wins() =>
        (await DifferencesAsync(null, FaultRounds.Count)).ShouldBeEmpty();

    [Fact]
    public async Task Duplicates_mutation_without_unique_index_is_found() =>
        (await DifferencesAsync(DropUniqueness, FaultRounds.Few)).ShouldContain(difference => difference.StartsWith("twice:", StringComparison.Ordinal));

    private async Task<IReadOnlyList<string>> DifferencesAsync(string? mutation, int rounds)
    {
        await using var rig = await FaultRig.StartAsync(Hosts);
        if (mutation is not null)
            await rig.Server.ExecuteAsync(mutation);
        var writers = Enumerable.Range(1, Hosts * WritersPerHost).Select(number => new Writer(number)).ToList();
        await Task.WhenAll(writers.Select(writer => writer.RunAsync(rig, rig.Hosts[writer.Number % Hosts], BatchesPerRound * rounds)));

        var differences = writers.SelectMany(writer => writer.Refusals).ToList();
        var stored = await ValuesAsync(rig, "readings");
        var replaced = await ValuesAsync(rig, "reading_revisions");
        foreach (var key in Enumerable.Range(0, Keys).Select(Writer.Key))
        {
            var values = stored[key].ToList();
            if (values.Count != 1)
                differences.Add($"twice: {key} has {values.Count} rows");
            differences.AddRange(from value in values
                                 where !writers.Exists(writer => writer.Sent[key].LastOrDefault() == value)
                                 select $"winner: {key} has {value}, which no writer sent last");
            var sent = writers.SelectMany(writer => writer.Sent[key]).Order().ToList();
            if (!replaced[key].Concat(values).Order().SequenceEqual(sent))
                differences.Add($"history: {key} was sent {sent.Count} values, of which {replaced[key].Count()} are kept as replaced");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{writers.Count} writers on {Hosts} hosts, {BatchesPerRound * rounds} batches each, {replaced.Sum(key => key.Count())} values replaced in {Keys} keys, {differences.Count} differences"));
        output.WriteLine(string.Join('\n', differences.Take(5)));
        return differences;
    }

    private static async Task<ILookup<string, decimal>> ValuesAsync(FaultRig rig, string table) =>
        (await rig.Server.RowsAsync($"select event_key, value from {table}", row => (Key: row.GetString(0), Value: row.GetDecimal(1))))
            .ToLookup(row => row.Key, row => row.Value);

    /// <summary>Sends values that nobody else sends, to keys that everybody sends to; some lines twice in a row, which is a
    /// repeat and no correction.</summary>
    private sealed class Writer(int number)
    {
        private const int OneOf = 10;

        private int _count;

        public int Number => number;

        /// <summary>By key, in the order sent.</summary>
        public Dictionary<string, List<decimal>> Sent { get; } = Enumerable.Range(0, Keys).ToDictionary(Key, _ => new List<decimal>());

        public List<string> Refusals { get; } = [];

        public static string Key(int index) => $"key-{index}";

        public async Task RunAsync(FaultRig rig, ProductHost host, int batches)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                using var answer = await rig.SendAsync(host, NextBatch());
                if (!answer.IsSuccessStatusCode)
                    Refusals.Add($"refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }

        private string NextBatch()
        {
            var text = new StringBuilder("metric,unit,at,value,key\n");
            for (var i = 0; i < BatchSize; i++)
            {
                var key = Key(Random.Shared.Next(Keys));
                var value = number * 1_000_000m + ++_count;
                Sent[key].Add(value);
                var line = string.Create(CultureInfo.InvariantCulture, $"{Feeder.Metric},{FaultRig.Unit},{Feeder.Start:yyyy-MM-dd}T12:00:00Z,{value},{key}\n");
                text.Append(line);
                if (Random.Shared.Next(OneOf) == 0)
                    text.Append(line);
            }
            return text.ToString();
        }
    }
}
