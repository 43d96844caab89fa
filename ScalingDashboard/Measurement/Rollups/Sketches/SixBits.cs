namespace ScalingDashboard.Measurement.Rollups.Sketches;

/// <summary>Four numbers below 64 in three bytes.</summary>
internal static class SixBits
{
    public static byte[] Pack(ReadOnlySpan<byte> numbers)
    {
        var packed = new byte[numbers.Length / 4 * 3];
        for (int from = 0, to = 0; to < packed.Length; from += 4, to += 3)
        {
            var four = (numbers[from] << 18) | (numbers[from + 1] << 12) | (numbers[from + 2] << 6) | numbers[from + 3];
            (packed[to], packed[to + 1], packed[to + 2]) = ((byte)(four >> 16), (byte)(four >> 8), (byte)four);
        }
        return packed;
    }

    public static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var numbers = new byte[packed.Length / 3 * 4];
        for (int from = 0, to = 0; to < numbers.Length; from += 3, to += 4)
        {
            var four = (packed[from] << 16) | (packed[from + 1] << 8) | packed[from + 2];
            for (var i = 0; i < 4; i++)
                numbers[to + i] = (byte)((four >> (18 - 6 * i)) & 0x3F);
        }
        return numbers;
    }
}
