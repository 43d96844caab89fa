using System.IO.Compression;
using System.Text;

namespace ScalingDashboard.Tests.Faults.Rig;

/// <summary>Small bodies that grow.</summary>
internal static class Explosives
{
    private const int Member = 64 << 20;

    /// <summary>The text again and again, about a megabyte of it.</summary>
    public static byte[] Repeat(string text) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, (1 << 20) / text.Length)));

    /// <summary>A gzip file that is about a thousand times as large when it is unpacked. It is a row of members, so one is made and
    /// repeated.</summary>
    /// <param name="text">What it says, again and again.</param>
    /// <param name="gigabytes">After decompression.</param>
    public static byte[] Bomb(string text, int gigabytes)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var part = Repeat(text);
            for (var written = 0; written < Member; written += part.Length)
                gzip.Write(part);
        }
        var bytes = member.ToArray();
        using var bomb = new MemoryStream();
        for (var length = 0L; length < gigabytes * (1L << 30); length += Member)
            bomb.Write(bytes);
        return bomb.ToArray();
    }
}
