using System.Globalization;
using System.Net;
using System.Text;
using ScalingDashboard.Tests.Faults.Rig;
using Xunit.Abstractions;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// Sending again does no harm (requirement 3): the same batch a hundred times, 32 at once, half of them after the host was
/// killed and started again. With a key all get the answer of the first; without, all but the first are told that nothing
/// is new. The twins take away what makes it so: the memory of answers, the unique index.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class ReplayTests(SharedRig shared, ITestOutputHelper output) : IClassFixture<SharedRig>
{
    private const int Times = 100, AtOnce = 32, BatchSize = 20;

    private const string ForgetAnswers = "create rule forget as on insert to idempotency_keys do instead nothing";
    private const string Remember = "drop rule forget on idempotency_keys";

    private static int _last;

    [Fact]
    public async Task Replay_with_a_key_has_one_effect_and_one_answer() =>
        (await DifferencesAsync(shared.Rig, named: true, FaultRounds.Count)).ShouldBeEmpty();

    [Fact]
    public async Task Replay_without_a_key_has_one_effect() =>
        (await DifferencesAsync(shared.Rig, named: false, FaultRounds.Count)).ShouldBeEmpty();

    [Fact]
    public async Task Replay_mutation_answers_are_forgotten_is_found()
    {
        await shared.Rig.Server.ExecuteAsync(ForgetAnswers);
        var differences = await DifferencesAsync(shared.Rig, named: true, 1);
        await shared.Rig.Server.ExecuteAsync(Remember);
        differences.ShouldContain(difference => difference.StartsWith("answers:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_mutation_without_unique_index_is_found()
    {
        await using var rig = await FaultRig.StartAsync(1);
        await rig.Server.ExecuteAsync(DuplicatesTests.DropUniqueness);
        (await DifferencesAsync(rig, named: false, 1)).ShouldContain(difference => difference.StartsWith("rows:", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<string>> DifferencesAsync(FaultRig rig, bool named, int rounds)
    {
        var differences = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            var batch = ++_last;
            var (csv, key) = (Csv(batch), named ? $"batch-{batch.ToString(CultureInfo.InvariantCulture)}" : null);
            var before = await SendManyAsync(rig, csv, key);
            await rig.Host.KillAsync();
            await rig.Server.DesertedAsync();
            await rig.Host.StartAgainAsync();
            List<Answer> answers = [.. before, .. await SendManyAsync(rig, csv, key)];
            differences.AddRange(from answer in answers where answer.Status != HttpStatusCode.OK select $"refused: {(int)answer.Status} {answer.Text}");
            differences.AddRange(named ? Named(answers) : Unnamed(answers));
            if (named)
            {
                using var other = await rig.SendAsync(rig.Host, Csv(++_last), key!);
                if (other.StatusCode != HttpStatusCode.UnprocessableEntity)
                    differences.Add($"other body: {(int)other.StatusCode} under a key that was used");
            }
            var rows = await rig.Server.RowsAsync($"select value from readings where event_key like '{batch}-%'", row => row.GetDecimal(0));
            if (rows.Count != BatchSize || rows.Sum() != BatchSize * batch)
                differences.Add($"rows: {rows.Count} of {BatchSize}, together {rows.Sum()}");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds} batches, each {Times} times, {AtOnce} at once, {differences.Count} differences"));
        output.WriteLine(string.Join('\n', differences.Take(5)));
        return differences;
    }

    private static IEnumerable<string> Named(List<Answer> answers)
    {
        if (answers.Select(a => a.Text).Distinct().Count() is not 1 and var texts)
            yield return $"answers: {texts} different ones";
        if (answers.Count(a => !a.IsReplayed) is not 1 and var firsts)
            yield return $"answers: {firsts} say that they are the first";
    }

    private static IEnumerable<string> Unnamed(List<Answer> answers)
    {
        if (answers.Count(a => a.Text.StartsWith($"{{\"accepted\":{BatchSize},\"unchanged\":0,\"corrected\":0,", StringComparison.Ordinal)) is not 1 and var news)
            yield return $"answers: {news} say that all is new";
        if (answers.Count(a => a.Text.StartsWith($"{{\"accepted\":0,\"unchanged\":{BatchSize},\"corrected\":0,", StringComparison.Ordinal)) is not (Times - 1) and var repeats)
            yield return $"answers: {repeats} say that nothing is new";
    }

    /// <summary>Half of all times.</summary>
    private static async Task<IReadOnlyList<Answer>> SendManyAsync(FaultRig rig, string csv, string? key)
    {
        var answers = new List<Answer>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Times / 2), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancellationToken) =>
        {
            Answer answer;
            // Refused while the first is under way, a sender sends it again.
            do
            {
                using var response = key is null ? await rig.SendAsync(rig.Host, csv) : await rig.SendAsync(rig.Host, csv, key);
                answer = new(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), response.Headers.Contains("Idempotency-Replayed"));
            }
            while (answer.Status == HttpStatusCode.Conflict);
            lock (answers)
                answers.Add(answer);
        });
        return answers;
    }

    private static string Csv(int batch)
    {
        var text = new StringBuilder("metric,unit,at,value,key\n");
        for (var index = 0; index < BatchSize; index++)
            text.Append(CultureInfo.InvariantCulture, $"{Feeder.Metric},{FaultRig.Unit},{Feeder.Start:yyyy-MM-dd}T12:00:00Z,{batch},{batch}-{index}\n");
        return text.ToString();
    }

    private sealed record Answer(HttpStatusCode Status, string Text, bool IsReplayed);
}
