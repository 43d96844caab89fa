using System.Security.Cryptography;

namespace ScalingDashboard.Platform.Configuration;

/// <summary>
/// Which build of the product runs: the same on every host of one version, another one as soon as the program or a file of
/// its pages is another. Screens that are open for months load themselves anew when it changes.
/// </summary>
public sealed class ProductBuild(IConfiguration configuration)
{
    /// <summary>A setting that stands in for it: whoever changes it lets all screens load themselves anew.</summary>
    public const string Key = "Product:Build";

    private const int Length = 12;

    public string Id { get; } = configuration[Key] is { Length: > 0 } given ? given : OfFiles();

    private static string OfFiles()
    {
        var program = typeof(ProductBuild).Assembly;
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(program.ManifestModule.ModuleVersionId.ToByteArray());
        // Scripts and style sheets are no part of the program; their list names each by what is in it.
        var files = Path.Combine(AppContext.BaseDirectory, $"{program.GetName().Name}.staticwebassets.endpoints.json");
        if (File.Exists(files))
            sum.AppendData(File.ReadAllBytes(files));
        return Convert.ToHexStringLower(sum.GetHashAndReset())[..Length];
    }
}
