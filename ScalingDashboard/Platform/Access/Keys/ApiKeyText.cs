using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ScalingDashboard.Platform.Access.Keys;

/// <summary>
/// The key as its owner sees it: <c>sd_0f3a5c7e9b1d_</c> and 64 more hex digits. One word, so that a double click takes
/// all of it; a fixed prefix, so that scanners for leaked secrets can find it.
/// </summary>
internal readonly record struct ApiKeyText(string Id, byte[] Hash)
{
    private const string Prefix = "sd_";
    private const int IdLength = 12;
    private const int SecretLength = 64;
    private const int Length = 3 + IdLength + 1 + SecretLength;

    /// <summary>A new key: the text for its owner, and what is kept of it.</summary>
    public static (string Text, ApiKeyText Key) Create()
    {
        var id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true);
        var secret = RandomNumberGenerator.GetBytes(SecretLength / 2);
        return ($"{Prefix}{id}_{Convert.ToHexStringLower(secret)}", new(id, SHA256.HashData(secret)));
    }

    /// <summary>Takes exactly what <see cref="Create"/> gives out, and nothing that merely resembles it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = null;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '_')
            return false;
        var id = text.Substring(Prefix.Length, IdLength);
        var secret = text[(Prefix.Length + IdLength + 1)..];
        if (!id.All(char.IsAsciiHexDigitLower) || !secret.All(char.IsAsciiHexDigitLower))
            return false;
        key = new(id, SHA256.HashData(Convert.FromHexString(secret)));
        return true;
    }

    /// <summary>Compares in constant time.</summary>
    public bool Matches(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);
}
