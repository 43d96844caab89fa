using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace ScalingDashboard.Measurement.Ingestion.Json;

/// <summary>Reads <c>application/x-ndjson</c>: one reading object on each line. A broken line costs only itself, and one that
/// never ends no more than others do.</summary>
internal sealed class NdjsonReadingParser : IReadingParser
{
    private const int LongestLine = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    public string MediaType => "application/x-ndjson";

    public async Task ReadAsync(Stream body, BatchBuilder batch, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(body, new(leaveOpen: true));
        var (number, isTooLong) = (1, false);
        while (true)
        {
            var piece = await pipe.ReadAsync(cancellationToken);
            var rest = piece.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                Add(batch, rest.Slice(0, end), number++, isTooLong);
                isTooLong = false;
                rest = rest.Slice(rest.GetPosition(1, end));
            }
            if (rest.Length > LongestLine)
                (isTooLong, rest) = (true, rest.Slice(rest.End));
            pipe.AdvanceTo(rest.Start, rest.End);
            if (!piece.IsCompleted)
                continue;
            Add(batch, rest, number, isTooLong);
            await pipe.CompleteAsync();
            return;
        }
    }

    private static void Add(BatchBuilder batch, ReadOnlySequence<byte> line, int number, bool isTooLong)
    {
        if (number == 1 && line.FirstSpan.StartsWith(ByteOrderMark))
            line = line.Slice(ByteOrderMark.Length);
        if (isTooLong || line.Length > LongestLine)
        {
            batch.Reject(new(batch.Next, "bad-json", $"line {number}: is longer than {LongestLine / 1024} KB. Put each reading on a line of its own."));
            return;
        }
        if (IsBlank(line))
            return;
        try
        {
            using var document = JsonDocument.Parse(line, JsonReading.Options);
            JsonReading.AddTo(batch, document.RootElement);
        }
        catch (JsonException e)
        {
            batch.Reject(new(batch.Next, "bad-json", $"line {number}: is not valid JSON at byte {e.BytePositionInLine + 1}."));
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var part in line)
            if (part.Span.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
                return false;
        return true;
    }
}
