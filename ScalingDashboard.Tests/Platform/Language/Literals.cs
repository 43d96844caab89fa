using System.Text.RegularExpressions;

namespace ScalingDashboard.Tests.Platform.Language;

/// <summary>Finds words in the markup of a component that no translator would see.</summary>
internal static partial class Literals
{
    /// <summary>Attributes that people read or hear, and parameters of ours that become such.</summary>
    private static readonly string[] Read = ["title", "aria-label", "placeholder", "alt", "content", "Title", "Label", "Caption", "Reason", "data-label", "Text", "Name", "Chosen"];

    /// <returns>Each of them as it stands there; empty when all words are in files of texts.</returns>
    public static IReadOnlyList<string> Of(string razor)
    {
        var markup = Markup(razor);
        var attributes = Attributes().Matches(markup)
            .Where(a => Read.Contains(a.Groups[1].Value) && IsWords(WithoutCode(a.Groups[2].Value)) && !Technical().IsMatch(markup[..a.Index].Split('<')[^1]))
            .Select(a => a.Value.Trim());
        var texts = Tags().Split(markup).Select(text => WithoutCode(text)).Where(IsWords).Select(text => text.Trim());
        return [.. attributes, .. texts];
    }

    // Comments, the code block at the end, the head of directives, code elements, and expressions that contain markup signs.
    private static string Markup(string razor)
    {
        var text = Handlers().Replace(Comments().Replace(razor, ""), "");
        var code = CodeBlock().Match(text);
        text = code.Success ? text[..code.Index] : text;
        text = string.Join('\n', text.Split('\n').Where(line => !Directive().IsMatch(line)));
        return Programs().Replace(Statements(text), "");
    }

    /// <summary>Takes out what is C#: expressions in parentheses, statements with their conditions, blocks of declarations.</summary>
    private static string Statements(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0 && at + 1 < text.Length; at = text.IndexOf('@', at))
        {
            var end = text[at + 1] == '(' ? After(text, at + 1, '(', ')')
                : text[at + 1] == '{' ? After(text, at + 1, '{', '}')
                : Keyword().Match(text, at) is { Success: true } keyword && keyword.Index == at ? After(text, text.IndexOf('(', at), '(', ')')
                : Path(text, at + 1);
            text = $"{text[..at]}\u0001{text[end..]}";
        }
        return ElseBranches().Replace(text, "");
    }

    // A name with members, calls and indexers.
    private static int Path(string text, int at)
    {
        while (at < text.Length)
        {
            if (char.IsLetterOrDigit(text[at]) || text[at] is '_' || (text[at] is '.' or '?' or '!' && at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] is '.' or '(')))
                at++;
            else if (text[at] is '(')
                at = After(text, at, '(', ')');
            else if (text[at] is '[')
                at = After(text, at, '[', ']');
            else
                break;
        }
        return at;
    }

    private static int After(string text, int open, char opens, char closes)
    {
        var depth = 0;
        for (var at = open; at < text.Length; at++)
        {
            depth += text[at] == opens ? 1 : text[at] == closes ? -1 : 0;
            if (depth == 0)
                return at + 1;
        }
        return text.Length;
    }

    private static string WithoutCode(string text) => text.Replace('\u0001', ' ');

    private static bool IsWords(string text) => Word().IsMatch(Entities().Replace(text, ""));

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comments();

    // What an event does is C#, arrows and all.
    [GeneratedRegex(@"@[\w:-]+=""[^""]*""")]
    private static partial Regex Handlers();

    [GeneratedRegex(@"^@code\b", RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\s*(@(page|using|inherits|implements|attribute|layout|inject)\b|<!DOCTYPE|case .*:$|default:$|break;|var .*;$|\w+ = .*;$)")]
    private static partial Regex Directive();

    [GeneratedRegex(@"@(if|foreach|for|switch|while)\b\s*(?=\()")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\belse\b(\s*if\s*\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))?")]
    private static partial Regex ElseBranches();

    [GeneratedRegex(@"<code>.*?</code>", RegexOptions.Singleline)]
    private static partial Regex Programs();

    // An arrow within quotes ends no tag.
    [GeneratedRegex(@"<[A-Za-z/!](?:""[^""]*""|[^""<>])*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\b([A-Za-z-]+)=\"([^\"]*)\"")]
    private static partial Regex Attributes();

    // Whose name or content is read by programs.
    [GeneratedRegex(@"^\s*(link|CascadingValue|HeadOutlet)\b|name=""(viewport|color-scheme)""")]
    private static partial Regex Technical();

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entities();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();
}
