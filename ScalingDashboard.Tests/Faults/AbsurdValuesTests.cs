using System.Globalization;
using System.Text;
using Npgsql;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Tests.Faults.Rig;
using ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

namespace ScalingDashboard.Tests.Faults;

/// <summary>
/// No value that is no number is stored or drawn (requirement 7), whoever lets it in: every door refuses it, and where a door
/// were left open the table does. Numbers that are only unusual keep every digit. The twins take the table's check away, and
/// let the doors forget it.
/// </summary>
[Trait("Ring", "Fault")]
public sealed class AbsurdValuesTests
{
    private const string DropChecks = """
        do $$ declare c record; begin
            for c in select conname from pg_constraint where conrelid = 'readings'::regclass and contype = 'c' loop
                execute format('alter table readings drop constraint %I', c.conname);
            end loop;
        end $$
        """;

    private static readonly string[] Absurd = ["NaN", "Infinity", "-Infinity"];

    [Fact]
    public async Task Values_that_are_no_numbers_are_stopped_at_every_door_and_by_the_table() =>
        (await DifferencesAsync(null)).ShouldBeEmpty();

    [Fact]
    public async Task Values_mutation_the_table_takes_everything_is_found() =>
        (await DifferencesAsync(DropChecks)).ShouldContain(difference => difference.StartsWith("stored:", StringComparison.Ordinal));

    [Fact]
    public async Task Values_that_are_only_unusual_keep_every_digit()
    {
        await using var product = await FreshProduct.StartAsync();
        foreach (var door in Door.All)
            foreach (var value in new[] { "-0", "9007199254740992", "0.1", "-1250.5" })
                (await SendAsync(product, door, door.Good with { Value = value, Key = door.Text($"{door} {value}") })).ShouldBeTrue($"{door}: {value}");
        // What a binary number of 64 bits does not hold comes through as it was sent, where it is sent as text.
        foreach (var door in Door.All.Where(door => door is not OtlpProtobufDoor))
            (await SendAsync(product, door, door.Good with { Value = "9007199254740993", Key = door.Text($"{door} odd") })).ShouldBeTrue($"{door}");

        foreach (var door in Door.All)
            (await SendAsync(product, door, door.Good with { Key = door.Text("🚀 ü 漢") })).ShouldBeTrue($"{door}");

        (await product.CountAsync("readings WHERE event_key = '🚀 ü 漢'")).ShouldBe(5);
        (await product.CountAsync("readings WHERE value = 9007199254740993")).ShouldBe(4);
        (await product.CountAsync("readings WHERE value = 0.1")).ShouldBe(5);
        (await product.CountAsync("readings WHERE value::text = '0'")).ShouldBe(5, "zero has no sign");
    }

    private static async Task<IReadOnlyList<string>> DifferencesAsync(string? mutation)
    {
        await using var product = await FreshProduct.StartAsync();
        if (mutation is not null)
            await product.ExecuteAsync(mutation);
        var differences = new List<string>();
        foreach (var door in Door.All)
            foreach (var value in Absurd)
                if (await SendAsync(product, door, door.Good with { Value = door.IsOtlp && door is not OtlpProtobufDoor ? $"\"{value}\"" : value }))
                    differences.Add($"door: {door} took {value}");
        // One reading, so that its month is there; then past the doors, as a program would that forgot to look.
        (await SendAsync(product, Door.All[0], Door.All[0].Good)).ShouldBeTrue();
        foreach (var value in Absurd)
            foreach (var column in new[] { "value", "weight" })
                if (await TryAsync(product, $"""
                    INSERT INTO readings (day, metric_id, unit_id, system_id, source_id, at, batch_id, event_key, value, weight)
                    SELECT day, metric_id, unit_id, system_id, source_id, at, batch_id, '{column} {value}', {(column == "value" ? $"'{value}', 1" : $"1, '{value}'")} FROM readings WHERE event_key = 'one'
                    """))
                    differences.Add($"stored: {column} {value}");
        if (await product.CountAsync("readings WHERE value IN ('NaN', 'Infinity', '-Infinity') OR weight IN ('NaN', 'Infinity', '-Infinity')") is > 0 and var rows)
            differences.Add($"stored: {rows.ToString(CultureInfo.InvariantCulture)} readings are no numbers");
        return differences;
    }

    /// <summary>True when the reading was taken.</summary>
    private static async Task<bool> SendAsync(FreshProduct product, Door door, Parts parts)
    {
        var before = await product.CountAsync("readings");
        using var content = new ByteArrayContent(door.Body(parts)) { Headers = { ContentType = new(door.MediaType) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, door.Path) { Content = content };
        using var answer = await product.SendAsync(request, await product.CreateKeyAsync(Policies.Ingest));
        ((int)answer.StatusCode).ShouldBeLessThan(500, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
        return await product.CountAsync("readings") > before;
    }

    private static async Task<bool> TryAsync(FreshProduct product, string sql)
    {
        try
        {
            await product.ExecuteAsync(sql);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return false;
        }
    }
}
