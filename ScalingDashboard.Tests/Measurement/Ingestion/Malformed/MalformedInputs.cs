using System.IO.Compression;

namespace ScalingDashboard.Tests.Measurement.Ingestion.Malformed;

/// <summary>A body that is wrong.</summary>
/// <param name="Kind">What is wrong with it: a row of the table in docs/ingestion.md.</param>
/// <param name="MayBeTaken">True of damage that may have made another valid body of it.</param>
internal sealed record MalformedInput(string Kind, Door Door, string Name, byte[] Body, string? Encoding = null, bool MayBeTaken = false)
{
    public override string ToString() => $"{Door}, {Kind}: {Name}";
}

/// <summary>Everything that is tried: made anew by each run, and always the same.</summary>
internal static class MalformedInputs
{
    private const int Turned = 100, Seed = 20260105;

    public static IReadOnlyList<MalformedInput> All { get; } =
        [.. Door.All.SelectMany(door => CutOff(door).Concat(BitTurned(door)).Concat(OddParts.Of(door)).Concat(OddStructures.Of(door)).Concat(BrokenGzip(door)))];

    private static IEnumerable<MalformedInput> CutOff(Door door)
    {
        var whole = door.Body(door.Good);
        // What is left of it may be whole: nothing at all in the formats in which that is no reading, and a header line.
        var least = door is NdjsonDoor or OtlpProtobufDoor ? 1 : 0;
        return from length in Enumerable.Range(least, whole.Length - least)
               where door is not CsvDoor || length != CsvDoor.Header.Length && length != CsvDoor.Header.Length - 1
               select new MalformedInput("cut off after each byte", door, $"{length} of {whole.Length} bytes", whole[..length]);
    }

    private static IEnumerable<MalformedInput> BitTurned(Door door)
    {
        var random = new Random(Seed);
        for (var i = 0; i < Turned; i++)
        {
            var body = door.Body(door.Good);
            var (at, bit) = (random.Next(body.Length), random.Next(8));
            body[at] ^= (byte)(1 << bit);
            yield return new MalformedInput("one bit turned", door, $"bit {bit} of byte {at}", body, MayBeTaken: true);
        }
    }

    private static IEnumerable<MalformedInput> BrokenGzip(Door door)
    {
        const string Kind = "broken gzip";
        var zipped = Zip(door.Body(door.Good));
        var wrongSum = (byte[])zipped.Clone();
        wrongSum[^8] ^= 1;
        yield return new(Kind, door, "no gzip", door.Body(door.Good), "gzip");
        yield return new(Kind, door, "wrong check sum", wrongSum, "gzip");
        yield return new(Kind, door, "another encoding", zipped, "br");
        yield return new(Kind, door, "twice, said once", Zip(zipped), "gzip");
        // The first ten bytes are gzip's own header, and without any nothing was sent.
        for (var length = 10; length < zipped.Length; length += 5)
            yield return new(Kind, door, $"{length} of {zipped.Length} bytes", zipped[..length], "gzip");
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return zipped.ToArray();
    }
}
