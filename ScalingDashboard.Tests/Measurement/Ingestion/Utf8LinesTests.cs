using System.Text;
using ScalingDashboard.Measurement.Ingestion;

namespace ScalingDashboard.Tests.Measurement.Ingestion;

[Trait("Ring", "Unit")]
public sealed class Utf8LinesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("one")]
    [InlineData("one\n")]
    [InlineData("one\n\ntwo")]
    [InlineData("\none\r\ntwo\r\n")]
    public async Task Lines_are_those_between_line_feeds(string text) => (await LinesAsync(text, 1)).ShouldBe(Expected(text));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task Lines_of_any_length_come_whole_however_they_arrive(int atOnce)
    {
        var random = new Random(20260105);
        var text = string.Join('\n', new[] { 0, 1, 65_535, 65_536, 3, 60_000, 0, 0, 12 }.Select(length => new string((char)random.Next('a', 'z'), length)));
        (await LinesAsync(text, atOnce)).ShouldBe(Expected(text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task Lines_beyond_any_reading_are_empty_and_said_to_be_too_long(int atOnce)
    {
        var lines = new Utf8Lines(new Trickle(Encoding.UTF8.GetBytes($"a\n{new string('b', Utf8Lines.Longest + 1)}\nc\n{new string('d', 500_000)}"), atOnce));
        var all = new List<(string Text, bool IsTooLong)>();
        while (await lines.NextAsync(CancellationToken.None))
            all.Add((Encoding.UTF8.GetString(lines.Line), lines.IsTooLong));
        all.ShouldBe([("a", false), ("", true), ("c", false), ("", true)]);
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_text() => (await LinesAsync("\uFEFFone\n\uFEFFtwo", 2)).ShouldBe(["one", "\uFEFFtwo"]);

    // A line feed at the end ends the last line and begins none.
    private static string[] Expected(string text) => text.Length == 0 ? [] : (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static async Task<List<string>> LinesAsync(string text, int atOnce)
    {
        var lines = new Utf8Lines(new Trickle(Encoding.UTF8.GetBytes(text), atOnce));
        var all = new List<string>();
        while (await lines.NextAsync(CancellationToken.None))
            all.Add(Encoding.UTF8.GetString(lines.Line));
        return all;
    }

    /// <summary>Gives no more than so many bytes at once, as a network does.</summary>
    private sealed class Trickle(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(atOnce, buffer.Length)], cancellationToken);
    }
}
