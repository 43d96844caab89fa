using System.Text;

namespace ScalingDashboard.Measurement.Ingestion;

/// <summary>Texts that come again and again in a batch (metrics, units, moments): each is made once and found again by its
/// bytes. Bounded, and for ASCII only: a text that finds its slot taken takes it over.</summary>
internal sealed class TextPool
{
    private const int Slots = 1024, Longest = 64;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>Null when the bytes are not ASCII.</summary>
    public string? Find(ReadOnlySpan<byte> bytes)
    {
        if (!Ascii.IsValid(bytes))
            return null;
        if (bytes.Length > Longest)
            return Encoding.ASCII.GetString(bytes);
        var hash = new HashCode();
        hash.AddBytes(bytes);
        ref var slot = ref _slots[hash.ToHashCode() & (Slots - 1)];
        return slot is not null && Ascii.Equals(bytes, slot) ? slot : slot = Encoding.ASCII.GetString(bytes);
    }
}
