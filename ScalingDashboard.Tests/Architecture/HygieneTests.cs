using System.Text.RegularExpressions;
using ScalingDashboard.Tests.Support;

namespace ScalingDashboard.Tests.Architecture;

/// <summary>What a reviewer should not have to say.</summary>
[Trait("Ring", "Unit")]
public sealed partial class HygieneTests
{
    private const int LongestFile = 400;

    private static readonly string[] Drawers = ["Common", "Utils", "Util", "Helpers", "Helper", "Models", "Services", "Core", "Extensions", "Misc", "Domain", "Shared"];
    private static readonly string[] Ignored = ["bin", "obj", "artifacts", "node_modules", "_framework", ".git", ".vs", ".idea"];
    private static readonly string[] Text = [".cs", ".razor", ".css", ".js", ".sql", ".md", ".json", ".csv", ".props", ".targets", ".csproj", ".sh", ""];

    [Fact]
    public void Code_files_have_at_most_400_lines() =>
        Files(".cs", ".razor").Where(file => File.ReadLines(file).Count() > LongestFile).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_a_drawer_for_everything() =>
        Files(".cs", ".razor").Select(Relative).Where(file => file.Split('/').SkipLast(1).Any(Drawers.Contains)).ShouldBeEmpty();

    [Fact]
    public void No_code_is_hidden_in_a_region() =>
        Files(".cs", ".razor").Where(file => File.ReadLines(file).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal))).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void No_file_names_a_place_on_one_machine() =>
        (from file in Files(Text)
         from line in File.ReadLines(file).Index()
         where MachinePath().IsMatch(line.Item)
         select $"{Relative(file)}:{line.Index + 1}").ShouldBeEmpty();

    [Fact]
    public void Namespaces_follow_folders() =>
        (from file in Files(".cs").Where(file => Relative(file).StartsWith("ScalingDashboard/", StringComparison.Ordinal))
         let expected = Path.GetDirectoryName(Relative(file))!.Replace('/', '.')
         let declared = Namespace().Match(File.ReadAllText(file))
         where declared.Success && declared.Groups[1].Value != expected
         select $"{Relative(file)}: {declared.Groups[1].Value}").ShouldBeEmpty();

    [Fact]
    public void Every_room_is_in_the_composition()
    {
        // A room has a door (XSetup or XFeature) and the host goes through it.
        var host = string.Concat(Files(".cs").Where(file => Relative(file).StartsWith("ScalingDashboard/Host/", StringComparison.Ordinal)).Select(File.ReadAllText));
        (from file in Files("Setup.cs", "Feature.cs").Select(Relative)
         where file.Split('/') is ["ScalingDashboard", "Platform" or "Measurement" or "Features", _, _]
         let room = file.Split('/')[2]
         where !host.Contains($"Add{room}(", StringComparison.Ordinal)
         select file).ShouldBeEmpty();
    }

    private static IEnumerable<string> Files(params string[] endings) =>
        Directory.EnumerateFiles(Checkout.Root, "*", SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Any(Ignored.Contains))
            .Where(file => endings.Any(end => end.Length == 0 ? Path.GetExtension(file).Length == 0 : file.EndsWith(end, StringComparison.Ordinal)));

    private static string Relative(string file) => Path.GetRelativePath(Checkout.Root, file);

    [GeneratedRegex(@"(^|[^A-Za-z0-9_.])/(work|farm|root|home/[a-z]+)/")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
